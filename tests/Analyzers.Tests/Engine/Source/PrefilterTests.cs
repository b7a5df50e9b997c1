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
            ["Inner", "Outer", "Outermost", "User"],
            Passing("void Inner() => x.Enter(); void Outer() => Inner(); void Outermost() => Outer(); void User() => Outermost(); void Idle() { }"));
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
        var program = Program("void AcquireAnnotated() { } void User() { AcquireAnnotated(); } void Outer() { User(); } void Idle() { }");
        var prefilter = new Prefilter(program, new Dictionary<string, TokenKinds> { ["AcquireAnnotated"] = TokenKinds.Acquire });

        Assert.Equal(["AcquireAnnotated", "User", "Outer"], program.Trees[0].Members.Where(prefilter.Matters).Select(member => member.Name));
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
