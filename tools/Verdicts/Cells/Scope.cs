namespace MmAnalyzers.Verdicts.Cells;

/// <summary>Where text stands and whose locks it takes.</summary>
/// <param name="Home">What leads to the object with the threads' methods: nothing in its own methods.</param>
/// <param name="Receiver">What leads to the object whose locks are taken.</param>
/// <param name="InLibrary">Whether it stands in the other project.</param>
internal sealed record Scope(string Home, string Receiver, bool InLibrary)
{
    /// <summary>The object whose locks are taken, as an argument.</summary>
    public string Subject => Receiver.Length == 0 ? "this" : Receiver;

    /// <summary>A member of the object whose locks are taken.</summary>
    public string Member(string name) => Dotted(Receiver, name);

    /// <summary>A member of the object with the threads' methods.</summary>
    public string AtHome(string name) => Dotted(Home, name);

    private static string Dotted(string receiver, string name) => receiver.Length == 0 ? name : $"{receiver}.{name}";
}
