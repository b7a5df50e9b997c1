namespace MmRuntime.AddressSpaces;

/// <summary>What all address spaces of a machine share.</summary>
internal sealed class MmCore : IDisposable
{
    private MmCore(Machine machine)
    {
        Nodes = new VmaNodePool(machine.Rcu);
        Commit = new CommitAccount(machine.Memory);
    }

    /// <summary>The nodes of their trees.</summary>
    public VmaNodePool Nodes { get; }

    /// <summary>Their VMAs.</summary>
    public VmaTable Vmas { get; } = new();

    /// <summary>What was promised to them.</summary>
    public CommitAccount Commit { get; }

    /// <summary>Gives the nodes back: there are no address spaces any more.</summary>
    public void Dispose() => Nodes.Dispose();

    /// <summary>That of a machine.</summary>
    public static MmCore Of(Machine machine) => (MmCore)machine.Share(() => new MmCore(machine));
}
