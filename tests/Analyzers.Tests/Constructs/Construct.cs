namespace MmAnalyzers.Tests.Constructs;

/// <summary>
/// One way in which C# lets code that holds a lock reach another. <c>One</c> holds <c>_a</c> and runs <see cref="Take"/>; <c>Two</c> runs <see cref="Back"/>,
/// which takes them the other way round. In the sound twin both run <see cref="Take"/> under <c>_a</c>.
/// </summary>
/// <param name="Name">The language feature or API.</param>
/// <param name="Take">Statements in <c>One</c> that take the second lock, under <c>_a</c>.</param>
/// <param name="Members">Members of the class <c>Sample</c> besides <c>_a</c>, <c>_b</c> and <c>_n</c>.</param>
/// <param name="Types">Further types and usings-free declarations of the program.</param>
internal sealed record Construct(string Name, string Take, string Members = "", string Types = "")
{
    /// <summary>Statements in <c>Two</c> that take the second lock and then <c>_a</c>.</summary>
    public string Back { get; init; } = "lock (_b) { lock (_a) { _n++; } }";

    /// <summary>What precedes <c>void</c> in both methods, with the return type.</summary>
    public string Returns { get; init; } = "void";

    /// <summary>Acquires <c>_a</c> around <see cref="Take"/>; <c>{0}</c> is that.</summary>
    public string Hold { get; init; } = "lock (_a) { {0} }";

    /// <summary>Declares <c>_a</c>.</summary>
    public string First { get; init; } = "private readonly object _a = new();";

    /// <summary>Head of the class.</summary>
    public string Class { get; init; } = "public partial class Sample";

    /// <summary>What goes the other way round in <see cref="Members"/> or <see cref="Types"/>; left out of the sound twin.</summary>
    public string Inverse { get; init; } = "";

    /// <summary>The program with the inversion.</summary>
    public string Program => Text(Back, Inverse);

    /// <summary>The program in which all agree.</summary>
    public string Sound => Text(Held, "_n--;");

    private string Held => Hold.Replace("{0}", Take, StringComparison.Ordinal);

    private string Text(string two, string inverse) => $$"""
        {{Class}}
        {
            {{First}}
            private readonly object _b = new();
            private int _n;

            public {{Returns}} One(int way)
            {
                {{Held}}
            }

            public {{Returns}} Two(int way)
            {
                {{two}}
            }

            {{Members}}
        }

        {{Types}}
        """.Replace("{inverse}", inverse, StringComparison.Ordinal);
}
