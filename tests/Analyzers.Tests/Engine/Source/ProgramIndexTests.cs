using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Source;

public sealed class ProgramIndexTests
{
    [Fact]
    public void Answers_by_name_across_trees()
    {
        var program = Compiled.Program(
            "class A : IWork { public void Do() => Other(); Lock _l = new(); }",
            "class B : A { void Do(int n) { _l = Make(); x.Changed += Do; } void Else() { new A().Do(); } }");

        Assert.Equal(["A.Do", "B.Do"], program.MembersNamed("Do").Select(member => member.ToString()));
        Assert.Equal(["B.Else"], program.CallersOf("A").Select(member => member.ToString()));
        Assert.Equal(["B.Do", "B.Else"], program.CallersOf("Do").Select(member => member.ToString()));
        Assert.Equal([UseKind.AssignedCreation, UseKind.AssignedCall], program.AssignmentsTo("_l").Select(use => use.Kind));
        Assert.Equal(["A"], program.ImplementersHint("IWork").Select(type => type.Name));
        Assert.Equal(["B"], program.ImplementersHint("A").Select(type => type.Name));
        Assert.Single(program.SubscriptionsTo("Changed"));
        Assert.Single(program.MethodGroupsOf("Do"));
        Assert.Empty(program.MembersNamed("Nowhere"));
    }

    [Fact]
    public void Finds_callers_that_write_no_name()
    {
        var program = Compiled.Program("""
            class C
            {
                public void Dispose() { }
                void ByUsing() { using (x) { } }
                void ByDeclaration() { using var y = x; }
                void ByForEach() { foreach (var y in x) { } }
                void None() { }
                C() { }
            }
            class D : C { D() { } D(int n) : this() { } }
            """);

        Assert.Equal(["ByUsing", "ByDeclaration", "ByForEach"], program.CallersOf("Dispose").Select(member => member.Name));
        Assert.Equal(["D"], program.CallersOf("C").Select(member => member.Name));
        Assert.Equal(["D"], program.CallersOf("D").Select(member => member.Name));
    }

    [Fact]
    public void Reaches_locks_through_mutual_recursion_and_overloads()
    {
        var program = Compiled.Program(
            "class A { void Ping(int n) => Pong(n); void Pong(int n) { Ping(n); Deep(); } void Plain() => Nothing(); void Nothing() { } }",
            "class B { void Deep() { } void Deep(int n) { lock (this) { } } void Caller() => x.Ping(1); void Loop() => Loop(); }");

        Assert.Equal(
            ["Caller", "Deep", "Ping", "Pong"],
            program.Trees.SelectMany(tree => tree.Members).Select(member => member.Name).Distinct().Where(program.MayReachLock).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("object _made = Take();", "new C()")]
    [InlineData("C() { Take(); }", "new C()")]
    [InlineData("C() { Take(); }", "M2(new())")]
    [InlineData("static C() { Take(); }", "C.X")]
    [InlineData("void Dispose() { Take(); }", "M(() => { using var c = x; })")]
    [InlineData("int this[int i] => Take();", "x[1]")]
    [InlineData("int P { get { return Take(); } }", "x.P")]
    [InlineData("event Action E { add { Take(); } remove { } }", "x.E += y")]
    [InlineData("static bool operator ==(C a, C b) => Take();", "x == y")]
    [InlineData("IEnumerator GetEnumerator() { Take(); }", "M(() => { foreach (var c in x) { } })")]
    [InlineData("C GetAwaiter() { Take(); }", "await x")]
    [InlineData("C Where(Func<C, bool> f) { Take(); }", "from c in x where c select c")]
    public void Reaches_locks_through_every_form_of_call(string member, string use)
    {
        var program = Compiled.Program($"class C {{ {member} }} class User {{ object Caller() => {use}; object Idle() => x.Y(1); }} class L {{ void Take() {{ lock (x) {{ }} }} }}");

        Assert.True(program.MayReachLock("Caller"));
        Assert.False(program.MayReachLock("Idle"));
    }

    [Fact]
    public void Reaches_locks_of_a_base_constructor_through_a_type_without_one()
    {
        var program = Compiled.Program("class Base { public Base() { lock (this) { } } } class Derived : Base { } class User { void M() => new Derived(); }");

        Assert.True(program.MayReachLock("M"));
    }

    [Fact]
    public void Follows_a_chain_of_twenty_thousand_calls()
    {
        const int Length = 20_000;
        var methods = Enumerable.Range(0, Length).Select(number => $"void M{number}() => M{number + 1}();");
        var program = Compiled.Program($"class C {{ {string.Concat(methods)} void M{Length}() {{ lock (this) {{ }} }} void Free() {{ }} }}");

        Assert.True(program.MayReachLock("M0"));
        Assert.False(program.MayReachLock("Free"));
    }

    [Fact]
    public void Does_not_depend_on_the_order_of_trees()
    {
        var trees = Enumerable.Range(0, 40)
            .Select(number => Compiled.Index($"class C{number} {{ void M() {{ N{number * 7 % 40}(); lock (x) {{ }} }} void N{number}() {{ _f = new(); Take{number}(); }} void Take{number}() => x.Enter(); }}"))
            .ToArray();
        var expected = Describe(new ProgramIndex(trees));

        // 41 is prime, so every step visits the 40 trees in another order.
        for (var step = 1; step <= 20; step++)
        {
            Assert.Equal(expected, Describe(new ProgramIndex([.. trees.Select((_, number) => trees[((number + 1) * step % 41) - 1])])));
        }
    }

    [Fact]
    public void Answers_equally_from_many_threads()
    {
        var program = Compiled.Program([.. Enumerable.Range(0, 50).Select(number => $"class C{number} {{ void M{number}() {{ M{number + 1}(); Take(); }} void Take() => x.Enter(); }}")]);
        var answers = new string[16];

        Parallel.For(0, answers.Length, number => answers[number] = Describe(program));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void Reads_each_tree_of_a_compilation_once_through_the_cache()
    {
        var compilation = Compiled.Library("lib", "class C { void M() { } }").AddSyntaxTrees(Compiled.Tree("class D { }", "d.cs"));
        var asked = new List<SyntaxTree>();

        var program = ProgramIndex.Of(
            compilation,
            tree =>
            {
                asked.Add(tree);
                return TreeIndex.Of(tree);
            },
            default);

        Assert.Equal(compilation.SyntaxTrees, asked);
        Assert.Equal("M", program.MemberAt(compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<BlockSyntax>().Single())?.Name);
        Assert.Null(program.IndexOf(Compiled.Tree("class Foreign { }")));
    }

    private static string Describe(ProgramIndex program) => string.Join(
        ";",
        program.MembersNamed("M").Concat(program.CallersOf("N3")).Select(member => member.ToString())
            .Concat(program.AssignmentsTo("_f").Select(use => use.Tree.ToString()))
            .Concat(new Prefilter(program, new Dictionary<string, TokenKinds>()).Names)
            .Concat(program.Trees.SelectMany(tree => tree.Members).Select(member => $"{member} {program.MayReachLock(member.Name)}")));
}
