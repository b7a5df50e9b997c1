using System.Runtime.CompilerServices;
using MmRuntime.Scheduling;

namespace MmRuntime.Tests.Exploration;

using CallSite = MmRuntime.Scheduling.CallSite;

/// <summary>The smallest lock that spins.</summary>
internal sealed class TinySpinlock(string name)
{
    private bool _isHeld;

    public void Enter([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var (driver, site) = (SimTask.Current.Driver, new CallSite(file, line));
        driver.Point(PointKind.Acquire, this, site);
        for (var round = 0; _isHeld; round++)
        {
            driver.Relax(this, round, site);
        }

        _isHeld = true;
    }

    public void Exit()
    {
        SimTask.Current.Driver.Point(PointKind.Release, this, default);
        _isHeld = false;
    }

    public override string ToString() => name;
}
