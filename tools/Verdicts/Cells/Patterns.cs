namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The columns of the matrix.</summary>
internal static class Patterns
{
    private static readonly Distance[] Everywhere = Enum.GetValues<Distance>();
    private static readonly Distance[] Near = [Distance.Direct, Distance.OneCall];
    private static readonly Distance[] Here = [Distance.Direct];

    public static IReadOnlyList<Pattern> All { get; } =
    [
        new("AA", "MM1003", Everywhere, text => text.Thread(Step.Nested("aa")), text => text.Thread(Step.InTurn("aa"))),
        new(
            "ABBA",
            "MM1002",
            Everywhere,
            text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("ba")),
            text => text.Thread(Step.Nested("ab")).Thread(Step.InTurn("ba"))),
        new(
            "three-lock cycle",
            "MM1002",
            Near,
            text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("bc")).Thread(Step.Nested("ca")),
            text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("bc")).Thread(Step.Nested("ac"))),
        new(
            "four-lock cycle",
            "MM1002",
            Here,
            text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("bc")).Thread(Step.Nested("cd")).Thread(Step.Nested("da")),
            text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("bc")).Thread(Step.Nested("cd")).Thread(Step.Nested("ad"))),
        new("shared tail", null, Here, text => text.Thread(Step.Nested("acd")).Thread(Step.Nested("bcd"))),
        new("diamond", null, Here, text => text.Thread(Step.Nested("abd")).Thread(Step.Nested("acd"))),
        new("consistent order", null, Near, text => text.Thread(Step.Nested("ab")).Thread(Step.Nested("ab"))),
        new(
            "different gates",
            "MM1002",
            Near,
            text => text.Thread(Step.Nested("gab")).Thread(Step.Nested("hba")),
            text => text.Thread(Step.Nested("gab")).Thread(Step.Nested("gba")))
        {
            RefusesTwin = of => of.HasWriters ? "readers share the gate, so that it keeps nobody out" : null,
        },
        new(
            "try outside",
            "MM1002",
            Near,
            text => text.Thread(new Region('a', new Away(new Region('b', Step.Work)), Way.Try)).Thread(Step.Nested("ba")),
            text => text.Thread(new Region('a', new Away(new Region('b', Step.Work, Way.Try)))).Thread(Step.Nested("ba")))
        {
            Refuses = (of, _) => of.Try is null ? "the form has no try" : null,
        },
        new(
            "read to write",
            "MM1005",
            Everywhere,
            text => text.Thread(new Region('a', new Away(new Region('a', Step.Work, Way.Write)))),
            text => text.Thread(new Sequence(new Region('a', Step.Work), new Away(new Region('a', Step.Work, Way.Write)))))
        {
            Refuses = (of, _) => of.Writer is null ? "the form has no readers beside writers" : null,
        },
        new(
            "fresh object",
            null,
            Near,
            text => text
                .Thread(new Region('a', new Sequence(new Text("var fresh = new Sample();"), new On("fresh", new Away(new Region('b', Step.Work))))))
                .Thread(Step.Nested("ba")))
        {
            Refuses = (of, _) => of.IsStatic ? "all objects share the lock" : null,
        },
        new(
            "two objects",
            "MM1004",
            Near,
            text => text.Thread(new Region('a', new On("other", new Away(new Region('a', Step.Work))))),
            text => text.Member(Identity).Thread(new Sequence(
                new Text("var first = _id < other._id ? this : other;\nvar second = _id < other._id ? other : this;"),
                new On("first", new Region('a', new On("second", new Away(new Region('a', Step.Work))))))))
        {
            Scene = Scene.Crosswise,
            Refuses = (of, _) => of.IsStatic ? "all objects share the lock" : of.IsSynchronizedMethod ? "the other object is no parameter of the lock's method" : null,
        },
        .. ExitPatterns.All,
    ];

    private const string Identity = "private static int _made;\nprivate readonly int _id = Interlocked.Increment(ref _made);";
}
