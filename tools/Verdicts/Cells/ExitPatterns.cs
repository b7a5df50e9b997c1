namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The columns about the way out: locks left held, and released too often.</summary>
internal static class ExitPatterns
{
    private static readonly Distance[] Here = [Distance.Direct];
    private static readonly Distance[] Apart = [Distance.Direct, Distance.OneCall, Distance.OtherProject];

    public static IReadOnlyList<Pattern> All { get; } =
    [
        Of("double release", "MM2002", Apart, "{acquire}\n_count++;\n{release}\n{release}", "{acquire}\n_count++;\n{release}\n{acquire}\n{release}"),
        Leak("return", Apart, At("if (mode == 1)\n{\n?return;\n}\n\n_count++;\n{release}")),
        Leak("throw", Apart, At("if (mode == 1)\n{\n?throw new InvalidOperationException();\n}\n\n_count++;\n{release}")),
        Leak("continue", Here, release => $"for (var i = 0; i < mode; i++)\n{{\n{{acquire}}\nif (i == 3)\n{{\n{release}continue;\n}}\n\n_count++;\n{{release}}\n}}"),
        Leak("switch", Here, At("switch (mode)\n{\ncase 1:\n_count++;\n{release}\nbreak;\ncase 2:\n_count--;\n?break;\ndefault:\n{release}\nbreak;\n}")),
    ];

    private static Pattern Leak(string name, IReadOnlyList<Distance> distances, Func<string, string> body) =>
        Of("leak on " + name, "MM2001", distances, body(""), body("{release}\n"));

    private static Func<string, string> At(string body) => release => "{acquire}\n" + body.Replace("?", release, StringComparison.Ordinal);

    private static Pattern Of(string name, string rule, IReadOnlyList<Distance> distances, string body, string twin) =>
        new(name, rule, distances, text => text.Thread(new Text(body)), text => text.Thread(new Text(twin)))
        {
            Scene = Scene.Alone,
            Refuses = (of, distance) => of.Acquire.Length == 0 ? "the compiler releases the lock on every exit of the block, once"
                : of.MayGiveUp && distance != Distance.Direct ? "the caller would not know whether it has the lock"
                : null,
        };
}
