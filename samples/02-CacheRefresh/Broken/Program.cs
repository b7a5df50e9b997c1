using CacheRefresh;

// The watchdog: far more than each part needs when nothing hangs.
var deadline = TimeSpan.FromMilliseconds(800);
var isDemo = args.Contains("--demo");

// With a delay inside both locks the two threads meet at the first try. Without it they meet too, some day.
var delay = isDemo ? TimeSpan.FromMilliseconds(150) : TimeSpan.Zero;
var registry = new SubscriberRegistry(delay);
var cache = new QuoteCache(registry, delay);
var hangs = 0;

using var start = new Barrier(participantCount: 2);
var refresher = Background(() =>
{
    start.SignalAndWait();
    cache.Refresh(new Quote("MSFT", 420));
});
var subscriber = Background(() =>
{
    start.SignalAndWait();
    registry.Add("MSFT", cache);
});
Report(refresher.Join(deadline) && subscriber.Join(deadline), "refresh and subscribe, each holding the lock the other one wants");

var schedule = new RefreshSchedule();
schedule.Add("MSFT");
var worker = Background(() => schedule.PostponeFirst());
worker.Join(deadline);
var planner = Background(() => schedule.Add("AAPL"));
Report(planner.Join(deadline), "adding to the schedule, whose lock the worker took along when it found nothing to postpone");
return hangs == 0 ? 0 : 1;

static Thread Background(ThreadStart work)
{
    var thread = new Thread(work) { IsBackground = true };
    thread.Start();
    return thread;
}

void Report(bool finished, string what)
{
    Console.WriteLine(finished ? "Finished." : $"DEADLOCK: {what}.");
    hangs += finished ? 0 : 1;
}
