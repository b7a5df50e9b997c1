using System.Globalization;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

public sealed class PrefilterTests
{
    private static readonly Dictionary<string, TokenKinds> Nothing = [];

    [Fact]
    public void Passes_locks_and_users_of_wrappers_only()
    {
        Assert.Equal(
            ["Take", "Leave", "Locks", "UsesTake", "Balanced"],
            Passing("""
                void Take() => _gate.Enter();
                void Leave() => _gate.Exit();
                void Locks() { lock (x) { } }
                void UsesTake() { Take(); }
                void Balanced() { Take(); Leave(); }
                void CallsLocks() { Locks(); }
                void Idle() { Other(); }
                """));
    }

    [Fact]
    public void Does_not_make_a_wrapper_of_a_balanced_member()
    {
        Assert.Equal(
            ["Enters", "Scoped", "Wrapped", "Take", "Leave"],
            Passing("""
                void Enters() { x.Enter(); try { } finally { x.Exit(); } }
                void Scoped() { using (x.EnterScope()) { } }
                void Wrapped() { Take(); Leave(); }
                void Take() => x.Enter();
                void Leave() => x.Exit();
                void UserOfAll() { Enters(); Scoped(); Wrapped(); }
                """));
    }

    [Fact]
    public void Follows_wrappers_of_wrappers()
    {
        Assert.Equal(
            ["Inner", "Leave", "Outer", "Outermost", "User"],
            Passing("""
                void Inner() => x.Enter();
                void Leave() => x.Exit();
                void Outer() => Inner();
                void Outermost() => Outer();
                void User() { Outermost(); Leave(); }
                void Idle() { Other(); }
                """));
    }

    [Fact]
    public void Does_not_take_a_wait_for_a_lock_that_nothing_releases()
    {
        Assert.Equal(["Close"], Passing("void Close() { _task.Wait(); } void User() { Close(); } void Outer() { User(); }"));
    }

    [Fact]
    public void Does_not_follow_a_name_that_mostly_means_something_else()
    {
        const string Wrapper = "class Gate { void Add() => x.Enter(); void Remove() => x.Exit(); }";
        const string Other = "class {0} {{ void Add() => _items.Insert(); }}";

        Assert.True(Users(Wrapper, string.Format(CultureInfo.InvariantCulture, Other, "A")));
        Assert.False(Users(Wrapper, string.Format(CultureInfo.InvariantCulture, Other, "A"), string.Format(CultureInfo.InvariantCulture, Other, "B")));

        static bool Users(params string[] sources)
        {
            var program = Compiled.Program([.. sources, "class User { void Use() { y.Add(); } }"]);
            return program.Matters(program.MembersNamed("Use").Single().GetNode(default)!);
        }
    }

    [Theory]
    [InlineData("y.Add(); y.Remove();", true)]
    [InlineData("y.Remove(); Idle(); y.Add();", true)]
    [InlineData("y.Add();", false)]
    [InlineData("y.Add(); y.Clear();", false)]
    [InlineData("y.Add(); x = Remove;", false)]
    public void Follows_both_halves_of_a_pair_whose_names_mostly_mean_something_else(string use, bool expected)
    {
        const string Other = "class Other { void Add() => _items.Insert(); void Remove() => _items.Delete(); }";
        var program = Compiled.Program(
            "class Gate { void Add() => x.Enter(); void Remove() => x.Exit(); void Clear() { } }", Other, Other, Other, "class User { void Use() { " + use + " } }");
        var prefilter = new Prefilter(program, Nothing);

        Assert.Equal(expected, prefilter.Matters(program.MembersNamed("Use").Single()));
        Assert.Equal((true, false, false, false), (prefilter.IsWrapper("Gate", "Add"), prefilter.IsWrapper("Other", "Add"), prefilter.IsWrapper("Gate", "Clear"), prefilter.IsWrapper(null, "Add")));
    }

    [Theory]
    [InlineData("void Remove() { x.Exit(); _event.WaitOne(); }", true)]
    [InlineData("void Remove() { x.Enter(); x.Exit(); }", false)]
    [InlineData("void Remove() { _event.WaitOne(); }", false)]
    public void The_other_half_may_wait_as_well(string other, bool expected)
    {
        const string Other = "class Other { void Add() => _items.Insert(); void Remove() => _items.Delete(); }";
        var program = Compiled.Program("class Gate { void Add() => x.Enter(); " + other + " }", Other, Other, Other, "class User { void Use() { y.Add(); y.Remove(); } }");

        Assert.Equal(expected, program.Matters(program.MembersNamed("Use").Single().GetNode(default)!));
    }

    [Fact]
    public void Does_not_pair_halves_of_different_types()
    {
        var program = Compiled.Program(
            "class Gate { void Add() => x.Enter(); } class Door { void Remove() => x.Exit(); }",
            "class A { void Add() => _items.Insert(); void Remove() => _items.Delete(); }",
            "class B { void Add() => _items.Insert(); void Remove() => _items.Delete(); }",
            "class User { void Use() { y.Add(); y.Remove(); } }");

        Assert.False(program.Matters(program.MembersNamed("Use").Single().GetNode(default)!));
    }

    [Fact]
    public void Pairs_a_lock_with_the_guard_that_another_file_declares()
    {
        var program = Compiled.Program(
            "class Gate { Guard Take() { _semaphore.Wait(); return new Guard(this); } }",
            "struct Guard { void Dispose() => _gate.Semaphore.Release(); }",
            "class User { void Use() { var guard = gate.Take(); } }");

        Assert.True(program.Matters(program.MembersNamed("Use").Single().GetNode(default)!));
    }

    [Fact]
    public void Follows_guards_that_are_returned()
    {
        Assert.Equal(
            ["Take", "User"],
            Passing("Scope Take() => x.EnterScope(); void User() { using var scope = Take(); } void Outer() { User(); } void Files() { using var f = Open(); }"));
    }

    [Fact]
    public void Follows_callbacks_that_run_under_a_lock()
    {
        Assert.Equal(
            ["With", "User"],
            Passing("void With(Action action) { lock (x) { action(); } } void User() { With(() => Other()); } void Plain(Action action) => action(); void Idle() { Plain(F); }"));
    }

    [Fact]
    public void Takes_names_known_from_elsewhere()
    {
        var program = Program("void Take() { } void User() { Take(); } void Outer() { User(); } void Leaver() { Leave(); } void Idle() { }");
        var prefilter = new Prefilter(program, new Dictionary<string, TokenKinds> { ["Take"] = TokenKinds.Acquire, ["Leave"] = TokenKinds.Release });

        Assert.Equal(["Take", "User", "Outer", "Leaver"], program.Trees[0].Members.Where(prefilter.Matters).Select(member => member.Name));
    }

    [Fact]
    public void Takes_nodes_inside_a_member_for_the_member()
    {
        var program = Program("void Locks() { Before(); lock (x) { } } void Idle() { Before(); }");
        var bodies = program.Trees[0].Members.Select(member => member.GetNode(default)!.DescendantNodes().Last());

        Assert.Equal([true, false], bodies.Select(program.Matters));
        Assert.True(program.Matters(Compiled.Tree("class Foreign { }").GetRoot()));
    }

    private static ProgramIndex Program(string members) => Compiled.Program($"class C {{ {members} }}");

    private static IEnumerable<string> Passing(string members)
    {
        var program = Program(members);
        var prefilter = new Prefilter(program, Nothing);
        return program.Trees[0].Members.Where(prefilter.Matters).Select(member => member.Name);
    }
}
