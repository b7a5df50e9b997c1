using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

/// <summary>An editor's next compilation is told what the one before knew; what it answers must be what a new one would.</summary>
public sealed class ProgramMemoryTests
{
    private const string Caller = "class Caller { void Call(Store store) { store.Put(1); store.Touch(); Use(store.Count); } void Use(int n) { } }";

    private const string Store = "class Store { object _gate; public int Count; public void Put(int n) { lock (_gate) { } } public void Touch() { } public void Enter() { Take(); } "
        + "public void Leave() { Drop(); } void Take() { Monitor.Enter(_gate); } void Drop() { Monitor.Exit(_gate); } System.Action _later; void Later() { _later(); } }";

    // What is put at the start of Call's body, and whether it changes what names say.
    public static TheoryData<string, bool> Statements => new()
    {
        { "var local = 5; _ = local;", true },
        { "halfTyped", true },
        { "store.Pu", true },
        { "var text = \"Put\"; /* Take(); */", true },
        { "unknown(store.nothing);", true },
        { "store.Put(2);", true }, // calls and uses what is called and used already
        { "store.Enter();", false },
        { "Take();", false },
        { "lock (store) { }", false },
        { "foreach (var n in numbers) { }", false },
        { "store._later = Use;", false },
        { "store._later = () => { };", false },
        { "store._later += () => { };", false },
        { "Count = 5;", true },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Edit_costs_a_walk_through_the_program_only_if_it_changes_what_names_say(string statement, bool isKept)
    {
        var memory = new ProgramMemory();
        var before = Compiled.Library("lib", Caller).AddSyntaxTrees(Compiled.Tree(Store, "store.cs"));
        var first = Index(memory, before, out _);
        _ = (first.Facts.Reach([]), first.Facts.Wrappers(Nothing));

        var tree = before.SyntaxTrees[0];
        var after = before.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(Caller.Insert(Caller.IndexOf("{ store", StringComparison.Ordinal) + 1, statement))));
        var second = Index(memory, after, out var asked);
        var cold = Index(new(), after, out _);

        Assert.Equal(after.SyntaxTrees[0], Assert.Single(asked));
        Assert.Equal(isKept, ReferenceEquals(first.Facts.Reach([]), second.Facts.Reach([])));
        Assert.Equal(isKept, ReferenceEquals(first.Facts.Wrappers(Nothing), second.Facts.Wrappers(Nothing)));
        Assert.Equal(Describe(cold), Describe(second));
    }

    [Fact]
    public void Any_edit_after_any_other_gives_the_answers_of_a_new_index()
    {
        var random = new Random(7);
        var memory = new ProgramMemory();
        var compilation = (Compilation)Compiled.Library("lib", Caller).AddSyntaxTrees(Compiled.Tree(Store, "store.cs"), Compiled.Tree(Store.Replace("Store", "Other", StringComparison.Ordinal), "a.cs"));
        var answers = new HashSet<string>(StringComparer.Ordinal);
        for (var edit = 0; edit < 300; edit++)
        {
            var tree = compilation.SyntaxTrees.ElementAt(random.Next(3));
            var text = tree.ToString();
            var words = text.Split(' ');
            var (from, to) = (random.Next(words.Length), random.Next(words.Length));
            words[to] = random.Next(4) == 0 ? words[to] : words[from];
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(edit % 20 == 19 ? Store : string.Join(' ', words))));

            var answer = Describe(Index(memory, compilation, out _));
            Assert.Equal(Describe(Index(new(), compilation, out _)), answer);
            answers.Add(answer);
        }

        Assert.InRange(answers.Count, 20, 300);
    }

    [Fact]
    public void Answer_given_for_other_known_names_is_not_taken_over()
    {
        var memory = new ProgramMemory();
        var compilation = Compiled.Library("lib", Caller);
        var first = Index(memory, compilation, out _);
        Assert.False(first.Facts.Reach([]).Reaches("Call"));

        var tree = compilation.SyntaxTrees[0];
        var edited = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(Caller.Insert(Caller.IndexOf("{ store", StringComparison.Ordinal) + 1, " Foreign(); "))));
        var second = Index(memory, edited, out _);

        Assert.False(second.Facts.Reach([]).Reaches("Call"));
        Assert.True(second.Facts.Reach(["Foreign"]).Reaches("Call"));
    }

    [Fact]
    public void Other_trees_than_before_are_in_canonical_order()
    {
        var memory = new ProgramMemory();
        var random = new Random(11);
        var compilation = (Compilation)Compiled.Library("lib", Caller);
        for (var round = 0; round < 60; round++)
        {
            var trees = compilation.SyntaxTrees.ToList();
            compilation = random.Next(3) == 0 && trees.Count > 1
                ? compilation.RemoveSyntaxTrees(trees[random.Next(trees.Count)])
                : compilation.AddSyntaxTrees(Compiled.Tree($"class C{round} {{ }}", random.Next(4) == 0 ? "same.cs" : $"{random.Next(1000)}.cs"));

            Assert.Equal(
                Index(new(), compilation, out _).Trees.Select(index => index.Tree),
                Index(memory, compilation, out _).Trees.Select(index => index.Tree));
        }
    }

    private static Dictionary<string, TokenKinds> Nothing => [];

    private static ProgramIndex Index(ProgramMemory memory, Compilation compilation, out List<SyntaxTree> asked)
    {
        var trees = asked = [];
        return memory.Of(
            compilation,
            tree =>
            {
                trees.Add(tree);
                return TreeIndex.Of(tree);
            },
            default);
    }

    private static string Describe(ProgramIndex program) =>
        string.Join(' ', program.Facts.Reach([]).Names.Order(StringComparer.Ordinal)) + ";"
        + string.Join(' ', program.Facts.Wrappers(Nothing).Kinds.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key}:{row.Value}"));
}
