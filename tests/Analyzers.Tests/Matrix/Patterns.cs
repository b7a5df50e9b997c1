namespace MmAnalyzers.Tests.Matrix;

/// <summary>The columns of the matrix.</summary>
internal static class Patterns
{
    private static readonly Verdict Ordered = new("", "all methods agree on one order");

    public static IReadOnlyList<Pattern> All { get; } =
    [
        new("ABBA", of => of.Cycle, text => text.Nested("ab").Nested("ba"), text => text.Nested("ab").Nested("b").Nested("a")),
        new("AA", of => of.Again, text => text.Nested("aa"), text => text.Nested("a").Nested("a")),
        new(
            "three-lock cycle",
            of => of.Cycle,
            text => text.Nested("ab").Nested("bc").Nested("ca"),
            text => text.Nested("ab").Nested("bc").Nested("ac")),
        new(
            "four-lock cycle",
            of => of.Cycle,
            text => text.Nested("ab").Nested("bc").Nested("cd").Nested("da"),
            text => text.Nested("ab").Nested("bc").Nested("cd").Nested("ad")),
        new("shared tail", _ => Ordered, text => text.Nested("acd").Nested("bcd")),
        new("diamond", _ => Ordered, text => text.Nested("abd").Nested("acd")),
        new("consistent order", _ => Ordered, text => text.Nested("ab").Nested("ab")),
        new(
            "double release",
            of => of.Twice,
            text => text.Bare("{acquire}\n_count++;\n{release}\n{release}"),
            text => text.Bare("{acquire}\n_count++;\n{release}\n{acquire}\n{release}")),
        Leak("return", "if (mode == 1)\n{\n?return;\n}"),
        Leak("throw", "if (mode == 1)\n{\n?throw new InvalidOperationException();\n}"),
        new(
            "leak on continue",
            of => of.Leak,
            text => text.Bare(Loop("")),
            text => text.Bare(Loop("{release}\n"))),
        new(
            "leak on switch",
            of => of.Leak,
            text => text.Bare(Switch("")),
            text => text.Bare(Switch("{release}\n"))),
    ];

    private static Pattern Leak(string name, string exit) => new(
        "leak on " + name,
        of => of.Leak,
        text => text.Bare($"{{acquire}}\n{exit.Replace("?", "", StringComparison.Ordinal)}\n\n_count++;\n{{release}}"),
        text => text.Bare($"{{acquire}}\n{exit.Replace("?", "{release}\n", StringComparison.Ordinal)}\n\n_count++;\n{{release}}"));

    private static string Loop(string before) =>
        $"for (var i = 0; i < mode; i++)\n{{\n{{acquire}}\nif (i == 3)\n{{\n{before}continue;\n}}\n\n_count++;\n{{release}}\n}}";

    private static string Switch(string before) =>
        $"{{acquire}}\nswitch (mode)\n{{\ncase 1:\n_count++;\n{{release}}\nbreak;\ncase 2:\n_count--;\n{before}break;\ndefault:\n{{release}}\nbreak;\n}}";
}
