namespace MmAnalyzers.Verdicts.Running;

/// <summary>Runs the threads of a cell in every order and looks how they end.</summary>
internal static class CellRun
{
    // An acquisition that succeeds takes microseconds; the longest timeout of a cell is 20 ms. Looks are counted, not time: on a busy machine
    // the thread that looks waits for the processor as long as those it looks at. Who does not sleep may spin or yield before it does.
    private const int LooksBeforeHang = 4000;
    private const int LooksSavedBySleep = 8;

    /// <summary>The verdict on threads that are made anew for each order.</summary>
    public static Verdict OfThreads(Func<Action[]> scene)
    {
        var steps = new List<int>();
        for (var thread = 0; thread < scene().Length; thread++)
        {
            var alone = new Worker(scene()[thread]);
            if (Ended([alone], "alone") is { } verdict)
            {
                return verdict;
            }

            steps.Add(alone.Acquisitions + 1);
        }

        var orders = Interleavings.Of(steps);
        foreach (var order in orders)
        {
            var workers = scene().Select(body => new Worker(body)).ToList();
            foreach (var thread in order)
            {
                workers[thread].Advance();
            }

            if (Ended(workers, "order " + string.Concat(order.Select(thread => thread + 1))) is { } verdict)
            {
                return verdict;
            }
        }

        return new(Verdict.Finishes, $"orders: {orders.Count}");
    }

    /// <summary>The verdict on a method that is called with each argument in turn, on objects that are made anew.</summary>
    public static Verdict OfMethod(Func<Tuple<Action<int>, Func<bool>>> scene)
    {
        const int Arguments = 6;
        for (var argument = 0; argument < Arguments; argument++)
        {
            var (run, isFree) = scene();
            var mode = argument;
            var worker = new Worker(() => run(mode));
            if (Ended([worker], $"argument {argument}") is { } verdict)
            {
                return verdict;
            }

            // Another thread asks: the owner could enter again.
            var free = false;
            var other = new Worker(() => free = isFree());
            if (Ended([other], $"asked after argument {argument}") is { } broken)
            {
                return broken;
            }

            if (!free)
            {
                return new(Verdict.StaysHeld, $"argument {argument}");
            }
        }

        return new(Verdict.Finishes, $"arguments: {Arguments}");
    }

    private static Verdict? Ended(IReadOnlyList<Worker> workers, string how)
    {
        foreach (var worker in workers)
        {
            worker.Free();
        }

        AwaitEnd(workers);
        if (workers.Select(worker => worker.Failure).FirstOrDefault(failure => failure is not null and not InvalidOperationException) is { } thrown)
        {
            return new(Verdict.Throws, $"{thrown.GetType().Name}, {how}");
        }

        if (workers.All(worker => worker.IsDone))
        {
            return null;
        }

        if (!workers.All(worker => worker.IsAtLock))
        {
            throw new InvalidOperationException($"A thread stands still, but not at a lock ({how}).");
        }

        var standing = workers.Select((worker, index) => (worker, index)).Where(one => !one.worker.IsDone).Select(one => $"{one.index + 1} {one.worker.Standing}");
        return new(Verdict.Hangs, $"{string.Join("; ", standing)}, {how}");
    }

    private static void AwaitEnd(IReadOnlyList<Worker> workers)
    {
        var (looks, last) = (0, -1L);
        while (!workers.All(worker => worker.IsDone) && looks < LooksBeforeHang)
        {
            var moves = workers.Sum(worker => worker.Moves);
            var isAsleep = workers.All(worker => worker.IsDone || worker.IsAsleep);
            looks = moves != last ? 0 : looks + (isAsleep ? LooksSavedBySleep : 1);
            last = moves;
            Thread.Sleep(1);
            Thread.Sleep(0);
        }
    }
}
