using BankTransfer;

var isDemo = args.Contains("--demo");

// The threads have to meet inside a few microseconds, so such a bug passes every test. The demo makes storage slow: they meet at the first try.
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
    report = audit.Reconcile(bank);
})
{ IsBackground = true };
clerk.Start();
auditor.Start();

// The watchdog: one second and a half is far more than both threads need.
var deadline = TimeSpan.FromMilliseconds(1500);
if (clerk.Join(deadline) && auditor.Join(deadline))
{
    Console.WriteLine($"Finished: {report}.");
    return 0;
}

Console.WriteLine("DEADLOCK: the clerk holds the accounts and waits for the audit log; the auditor holds the audit log and waits for the accounts.");
return 1;
