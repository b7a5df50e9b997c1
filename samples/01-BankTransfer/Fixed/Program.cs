using BankTransfer;

var isDemo = args.Contains("--demo");

// The same slow storage with which the broken program hangs.
var storageDelay = isDemo ? TimeSpan.FromMilliseconds(200) : TimeSpan.Zero;
var audit = new AuditLog(openingTotal: 2000, storageDelay);
var bank = new Bank(audit, storageDelay);
bank.Open("Ada", 1000);
bank.Open("Grace", 1000);

var report = "no report";
using var start = new Barrier(participantCount: 2);
var clerk = new Thread(() =>
{
    start.SignalAndWait();
    for (var i = 0; i < 3; i++)
    {
        bank.Transfer("Ada", "Grace", 10);
    }
})
{ IsBackground = true };
var auditor = new Thread(() =>
{
    start.SignalAndWait();
    report = bank.Reconcile();
})
{ IsBackground = true };
clerk.Start();
auditor.Start();

// The watchdog, generous: it only costs time when something hangs.
var deadline = TimeSpan.FromSeconds(10);
if (clerk.Join(deadline) && auditor.Join(deadline))
{
    Console.WriteLine($"Finished: {report}.");
    return 0;
}

Console.WriteLine("DEADLOCK: a thread did not come back.");
return 1;
