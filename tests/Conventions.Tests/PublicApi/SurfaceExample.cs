namespace MmAnalyzers.Conventions.Tests.PublicApi;

/// <summary>One of each kind of member, to see how it is written down.</summary>
public class SurfaceExample(string name, int size = 1) : Uri(name, UriKind.Relative), ICloneable
{
    public const int Limit = 3;

    private readonly string _name = name;

    public event EventHandler? Changed;

    public int Count { get; protected set; } = size;

    public IList<string> Names { get; init; } = [];

    public static bool TryFind<T>(string name, out T? found)
    {
        found = default;
        return name.Length == 0;
    }

    public override string ToString() => _name;

    public virtual object Clone()
    {
        Changed?.Invoke(this, EventArgs.Empty);
        return this;
    }

    private protected void Hidden() => Count++;
}
