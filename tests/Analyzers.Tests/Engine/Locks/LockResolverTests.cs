using MmAnalyzers.Tests.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Locks;

/// <summary>Which instance an expression names, read off the summary of a body that locks it: lock, class id behind a colon.</summary>
public sealed class LockResolverTests
{
    [Theory]
    [InlineData("_gate", "this.F:C._gate : F:C._gate")]
    [InlineData("this._gate", "this.F:C._gate : F:C._gate")]
    [InlineData("((object)_gate)", "this.F:C._gate : F:C._gate")]
    [InlineData("s_gate", "S:F:C.s_gate : F:C.s_gate")]
    [InlineData("C.s_gate", "S:F:C.s_gate : F:C.s_gate")]
    [InlineData("other._gate", "#0.F:C._gate : F:C._gate")]
    [InlineData("other.Next.Next._gate", "#0.F:C.Next.F:C.Next.F:C._gate : F:C._gate")]
    [InlineData("Gate", "this.F:C._gate : F:C._gate")]
    [InlineData("GateOf()", "this.F:C._gate : F:C._gate")]
    [InlineData("Auto", "this.P:C.Auto : P:C.Auto")]
    [InlineData("Computed", "this.P:C.Computed : ?:P:C.Computed")]
    [InlineData("Inherited", "this.F:B.Inherited : F:B.Inherited")]
    [InlineData("this", "this : T:C")]
    [InlineData("typeof(C)", "S:typeof:T:C : typeof:T:C")]
    [InlineData("any", "#1 : ?:T:System.Object")]
    [InlineData("Gates[0]", "this.F:C.Gates.[0] : F:C.Gates[]")]
    [InlineData("Gates[index]", "this.F:C.Gates.[index] : F:C.Gates[]")]
    public void Names_the_instance_and_the_class(string expression, string expected) => AssertLock($"lock ({expression}) {{ }}", expected);

    [Fact]
    public void A_parameter_of_a_record_is_a_member()
    {
        var program = Probe.Engine("record C(object Gate) { void M() { lock (Gate) { } } }");

        var happened = Assert.Single(program.Summaries.Of(Probe.Method(program.Binder.Compilation, "C", "M"), CancellationToken.None).Events);

        Assert.Equal("this.P:C.Gate : P:C.Gate", $"{happened.Lock.Path} : {happened.Lock.Class.Id}");
    }

    [Theory]
    [InlineData("var x = _gate; lock (x) { }", "this.F:C._gate : F:C._gate")]
    [InlineData("var x = other; var y = x.Next; lock (y._gate) { }", "#0.F:C.Next.F:C._gate : F:C._gate")]
    [InlineData("object x; x = _gate; lock (x) { }", "this.F:C._gate : F:C._gate")]
    public void Sees_through_locals_of_one_value(string body, string expected) => AssertLock(body, expected);

    [Theory]
    [InlineData("object x = _gate; if (index > 0) { x = s_gate; } lock (x) { }")]
    [InlineData("object x = _gate; Change(ref x); lock (x) { }")]
    [InlineData("foreach (var x in Gates) { lock (x) { } }")]
    [InlineData("any = s_gate; lock (any) { }")]
    public void Does_not_guess_what_a_local_of_several_values_is(string body) => AssertLock(body, local => Assert.StartsWith("L:", local, StringComparison.Ordinal));

    [Theory]
    [InlineData("Gates[Environment.TickCount]")]
    [InlineData("Find()")]
    [InlineData("((List<object>)Find())[0]")]
    [InlineData("(other ?? this)._gate")]
    public void Knows_of_a_computed_object_only_that_it_is_one(string expression) =>
        AssertLock($"lock ({expression}) {{ }}", found => Assert.StartsWith("L:temporary@", found, StringComparison.Ordinal));

    [Theory]
    [InlineData("var x = new C(); lock (x._gate) { }")]
    [InlineData("lock (new object()) { }")]
    public void Has_no_event_for_what_nobody_else_sees(string body) => Assert.DoesNotContain("_gate", Probe.Engine(Source(body)).Summary("C", "M"), StringComparison.Ordinal);

    [Theory]
    [InlineData("var x = new C(); Keep = x; lock (x._gate) { }")]
    [InlineData("var x = new C(); Task.Run(() => x.GateOf()); lock (x._gate) { }")]
    public void Knows_when_a_new_object_gets_out(string body) => AssertLock(body, local => Assert.StartsWith("L:x@", local, StringComparison.Ordinal));

    private static void AssertLock(string body, string expected) => AssertLock(body, found => Assert.Equal(expected, found));

    private static void AssertLock(string body, Action<string> check)
    {
        var program = Probe.Engine(Source(body));

        var happened = Assert.Single(program.Summaries.Of(Probe.Method(program.Binder.Compilation, "C", "M"), CancellationToken.None).Events);

        check($"{happened.Lock.Path} : {happened.Lock.Class.Id}");
    }

    private static string Source(string body) => $$"""
        class B { public readonly object Inherited = new(); }
        class C : B
        {
            static readonly object s_gate = new();
            readonly object _gate = new();
            public C Next, Keep;
            object[] Gates;
            List<object> List;
            object Gate => _gate;
            object Auto { get; } = new();
            object Computed => Environment.TickCount > 0 ? _gate : s_gate;
            object GateOf() { return _gate; }
            static object Find() => null;
            static void Change(ref object gate) => gate = null;
            void M(C other, object any, int index) { {{body}} }
        }
        """;
}
