namespace MmAnalyzers.Tests.Constructs;

/// <summary>Members that run without being named at the place.</summary>
internal static class HiddenCalls
{
    private const string Touch = "public void TakeB() { lock (_b) { _n++; } }";

    public static IReadOnlyList<Construct> All { get; } =
    [
        new("operator", "_ = new Money(this) + new Money(this);", Touch, "public sealed class Money(Sample of) { private readonly Sample _of = of; public static Money operator +(Money left, Money right) { left._of.TakeB(); return right; } }"),
        new("compound assignment with an operator", "_money += new Money(this);", Touch + " private Money? _money;", "public sealed class Money(Sample of) { private readonly Sample _of = of; public static Money operator +(Money? left, Money right) { right._of.TakeB(); return right; } }"),
        new("increment operator", "_money++;", Touch + " private Money _money; public Sample() { _money = new(this); }", "public sealed class Money(Sample of) { private readonly Sample _of = of; public static Money operator ++(Money one) { one._of.TakeB(); return one; } }"),
        new("equality operator", "if (new Money(this) == new Money(this)) { _n++; }", Touch, "public sealed class Money(Sample of) { private readonly Sample _of = of; public static bool operator ==(Money left, Money right) { left._of.TakeB(); return true; } public static bool operator !=(Money left, Money right) => false; public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }"),
        new("implicit conversion", "int n = new Money(this); _n = n;", Touch, "public sealed class Money(Sample of) { private readonly Sample _of = of; public static implicit operator int(Money one) { one._of.TakeB(); return 1; } }"),
        new("explicit conversion", "_n = (int)new Money(this);", Touch, "public sealed class Money(Sample of) { private readonly Sample _of = of; public static explicit operator int(Money one) { one._of.TakeB(); return 1; } }"),
        new("adding to an event with accessors", "Changed += Nothing;", "private event Action Changed { add { lock (_b) { _n++; } } remove { } } private void Nothing() { }"),
        new("removing from an event with accessors", "Changed -= Nothing;", "private event Action Changed { add { } remove { lock (_b) { _n++; } } } private void Nothing() { }"),
        new("foreach over an iterator", "foreach (var one in Items()) { _n += one; }", "private IEnumerable<int> Items() { lock (_b) { _n++; } yield return 1; }"),
        new("foreach over a pattern enumerator", "foreach (var one in new Bag(this)) { _n += one; }", Touch, "public sealed class Bag(Sample of) { public Walk GetEnumerator() => new(of); } public struct Walk(Sample of) { public int Current => 1; public bool MoveNext() { of.TakeB(); return false; } }"),
        new("GetEnumerator of a foreach", "foreach (var one in new Bag(this)) { _n += one; }", Touch, "public sealed class Bag(Sample of) { public Walk GetEnumerator() { of.TakeB(); return new(); } } public struct Walk { public int Current => 1; public bool MoveNext() => false; }"),
        new("Dispose of a using", "using (new Job(this)) { _n++; }", Touch, "public sealed class Job(Sample of) : IDisposable { public void Dispose() => of.TakeB(); }"),
        new("Dispose of a using declaration", "using var job = new Job(this); _n++;", Touch, "public sealed class Job(Sample of) : IDisposable { public void Dispose() => of.TakeB(); }"),
        new("Dispose of a ref struct by pattern", "using var job = new Job(this); _n++;", Touch, "public readonly ref struct Job(Sample of) { private readonly Sample _of = of; public void Dispose() => _of.TakeB(); }"),
        new("Dispose of a struct", "using var job = new Job(this); _n++;", Touch, "public readonly struct Job(Sample of) : IDisposable { private readonly Sample _of = of; public void Dispose() => _of.TakeB(); }"),
        new("Dispose of what a method made", "using (Start()) { _n++; }", Touch + " private Job Start() => new(this);", "public readonly struct Job : IDisposable { private readonly Sample _of; public Job(Sample of) => _of = of; public void Dispose() => _of.TakeB(); }"),
        new("Dispose of what one of two methods made", "using (Start(way > 0)) { _n++; }", Touch + " private IDisposable Start(bool now) { return now ? Begin() : Later(); IDisposable Begin() { return new Job(this); } } private IDisposable Later() { return new Job(this); } private sealed class Job(Sample of) : IDisposable { public void Dispose() => of.TakeB(); }"),
        new("collection initialiser", "_ = new Bag(this) { 1, 2 };", Touch, "public sealed class Bag(Sample of) : System.Collections.IEnumerable { public void Add(int one) => of.TakeB(); public System.Collections.IEnumerator GetEnumerator() => throw new InvalidOperationException(); }"),
        new("object initialiser", "_ = new Bag(this) { Count = 2 };", Touch, "public sealed class Bag(Sample of) { public int Count { set { of.TakeB(); } } }"),
        new("deconstruction", "var (x, y) = new Point(this); _n = x + y;", Touch, "public sealed class Point(Sample of) { public void Deconstruct(out int x, out int y) { of.TakeB(); x = y = 0; } }"),
        new("list pattern's Length", "if (new Bag(this) is { Count: 1 }) { _n++; }", Touch, "public sealed class Bag(Sample of) { public int Count { get { of.TakeB(); return 1; } } }"),
        new("string interpolation handler", "Log($\"{_n}\");", "public object Gate => _b; private void Log([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(\"\")] Text text) { _n++; } public void TakeB() { lock (_b) { _n++; } }", "[System.Runtime.CompilerServices.InterpolatedStringHandler] public readonly ref struct Text { public Text(int literal, int holes, Sample of) { of.TakeB(); } public void AppendFormatted(int one) { } }"),
    ];
}
