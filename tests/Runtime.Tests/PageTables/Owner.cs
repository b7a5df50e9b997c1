using MmRuntime.Cpus;

namespace MmRuntime.Tests.PageTables;

/// <summary>Memory that processors load; nothing is taken apart with it.</summary>
/// <param name="isAwaited">Whether who loads it waits until nobody changes entries plainly.</param>
internal sealed class Owner(bool isAwaited = true) : MemoryContext
{
    internal override void AwaitEndOfSolo()
    {
        if (isAwaited)
        {
            base.AwaitEndOfSolo();
        }
    }

    protected override void OnVanish()
    {
    }
}
