using CacheRefresh;

// The watchdog, generous: it only costs time when something hangs.
var deadline = TimeSpan.FromSeconds(10);
var isDemo = args.Contains("--demo");

// The same delay inside both locks with which the broken program hangs.
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
Report(refresher.Join(deadline) && subscriber.Join(deadline), "refresh and subscribe");

var schedule = new RefreshSchedule();
schedule.Add("MSFT");
var worker = Background(() => schedule.PostponeFirst());
worker.Join(deadline);
var planner = Background(() => schedule.Add("AAPL"));
Report(planner.Join(deadline), "adding to the schedule");
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
