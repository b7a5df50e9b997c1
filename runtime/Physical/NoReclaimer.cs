namespace MmRuntime.Physical;

/// <summary>Nothing can be freed.</summary>
internal sealed class NoReclaimer : IReclaimer
{
    public static readonly NoReclaimer Instance = new();

    public long TryToFree(in FrameRequest request) => 0;

    public void Wake(int node)
    {
        // Nobody is there to be woken.
    }
}
