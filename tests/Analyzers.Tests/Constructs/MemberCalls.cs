namespace MmAnalyzers.Tests.Constructs;

/// <summary>Members that a reader sees being called.</summary>
internal static class MemberCalls
{
    private const string TakeB = "private void TakeB() { lock (_b) { _n++; } }";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("private method", "TakeB();", TakeB),
        new("three calls down", "First();", TakeB + " private void First() => Second(); private void Second() => Third(); private void Third() => TakeB();"),
        new("recursion", "Deep(way);", "private void Deep(int n) { if (n > 0) { Deep(n - 1); } else { lock (_b) { _n++; } } }"),
        new("mutual recursion", "Even(way);", "private void Even(int n) { if (n > 0) { Odd(n - 1); } } private void Odd(int n) { if (n > 0) { Even(n - 1); } else { lock (_b) { _n++; } } }"),
        new("property read", "_n += Count;", "private int Count { get { lock (_b) { return _n; } } }"),
        new("property write", "Count = 1;", "private int Count { set { lock (_b) { _n = value; } } }"),
        new("compound assignment to a property", "Count += 1;", "private int Count { get => _n; set { lock (_b) { _n = value; } } }"),
        new("increment of a property", "Count++;", "private int Count { get => _n; set { lock (_b) { _n = value; } } }"),
        new("indexer read", "_n += this[way];", "private int this[int at] { get { lock (_b) { return _n + at; } } }"),
        new("indexer write", "this[way] = 1;", "private int this[int at] { set { lock (_b) { _n = value + at; } } }"),
        new("static method with the object as argument", "TakeB(this);", "private static void TakeB(Sample of) { lock (of._b) { of._n++; } }"),
        new("extension method", "this.TakeB();", "public void Inner() { lock (_b) { _n++; } }", "public static class Extensions { public static void TakeB(this Sample of) => of.Inner(); }"),
        new("partial method", "TakeB();", "private partial void TakeB();", "public partial class Sample { private partial void TakeB() { lock (_b) { _n++; } } }"),
        new(
            "interface with one implementation",
            "_step.Run();",
            "private readonly IStep _step; public Sample(IStep step) { _step = step; } public object Gate => _b; public void Up() { lock (_a) { _n++; } }",
            "public interface IStep { void Run(); void Back(); } internal sealed class Step(Sample of) : IStep { private readonly object _gate = new(); private int _n; public void Run() { lock (_gate) { _n++; } } public void Back() { lock (_gate) { {inverse} } } }")
        {
            Inverse = "of.Up();",
            Back = "_step.Back();",
        },
        new(
            "default method of an interface",
            "((IStep)this).Run();",
            "public void TakeB() { lock (_b) { _n++; } }",
            "public interface IStep { void TakeB(); void Run() => TakeB(); }")
        {
            Class = "public sealed class Sample : IStep",
        },
        new("explicit implementation", "((IDo)this).Do();", "void IDo.Do() { lock (_b) { _n++; } }", "public interface IDo { void Do(); }") { Class = "public sealed class Sample : IDo" },
        new("override of an abstract method", "Do();", "protected override void Do() { lock (_b) { _n++; } }", "public abstract class Root { protected abstract void Do(); }") { Class = "public sealed class Sample : Root" },
        new("base call", "base.Do();", "protected override void Do() { }", "public abstract class Root { public readonly object Gate = new(); private int _m; protected virtual void Do() { lock (Gate) { _m++; } } }")
        {
            Class = "public sealed class Sample : Root",
            Back = "lock (Gate) { lock (_a) { _n++; } }",
        },
        new("constructor", "_ = new Part(this);", "public void TakeB() { lock (_b) { _n++; } }", "public sealed class Part { public Part(Sample of) { of.TakeB(); } }"),
        new("constructor of a base class", "_ = new Part(this);", "public void TakeB() { lock (_b) { _n++; } }", "public abstract class Root { protected Root(Sample of) { of.TakeB(); } } public sealed class Part(Sample of) : Root(of) { }"),
        new("method of a record", "TakeB();", TakeB) { Class = "public sealed record Sample" },
        new("argument of another call", "Use(Read());", "private int Read() { lock (_b) { return _n; } } private void Use(int n) { _n = n; }"),
        new("switch expression", "_n = way switch { 0 => Read(), _ => 1 };", "private int Read() { lock (_b) { return _n; } }"),
        new("condition", "if (Read() > 0) { _n = 0; }", "private int Read() { lock (_b) { return _n; } }"),
        new("right of a short circuit", "if (way > 0 && Read() > 0) { _n = 0; }", "private int Read() { lock (_b) { return _n; } }"),
        new("finally", "try { _n++; } finally { TakeB(); }", TakeB),
        new("catch", "try { _n++; } catch (InvalidOperationException) { TakeB(); }", TakeB),
        new("loop", "for (var i = 0; i < way; i++) { TakeB(); }", TakeB),
        new("synchronized method", "TakeThis();", "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] private void TakeThis() { _n++; }") { Back = "lock (this) { lock (_a) { _n++; } }" },
        new("synchronized method that holds", "TakeThis();", "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] private void TakeThis() { _n++; } [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] public void Around() { {inverse} }") { Back = "Around();", Inverse = "lock (_a) { _n++; }" },
        new("synchronized static method", "TakeType();", "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.Synchronized)] private static void TakeType() { }") { Back = "lock (typeof(Sample)) { lock (_a) { _n++; } }" },
    ];
}
