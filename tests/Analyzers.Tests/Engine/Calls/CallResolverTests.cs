using MmAnalyzers.Tests.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Calls;

/// <summary>Which members a call runs, read off the locks that the caller's summary has.</summary>
public sealed class CallResolverTests
{
    [Theory]
    [InlineData("one.Take();", "s_one")]
    [InlineData("one.Explicit();", "s_one")]
    [InlineData("one.ByDefault();", "s_default")]
    [InlineData("many.Take();", "")]
    [InlineData("new First().Take();", "s_first")]
    [InlineData("var x = new Second(); x.Take();", "s_second")]
    [InlineData("IMany x = new Second(); x.Take();", "s_second")]
    [InlineData("sealedOne.Virtual();", "s_derived")]
    [InlineData("lonely.Virtual();", "s_lonely")]
    [InlineData("new Derived().Base();", "s_base")]
    [InlineData("generic.Take(1);", "s_generic")]
    [InlineData("Static<int>.Take();", "s_generic")]
    [InlineData("foreign.Dispose();", "")]
    [InlineData("action();", "")]
    [InlineData("dynamic x = one; x.Take();", "")]
    [InlineData("one?.Take();", "s_one")]
    [InlineData("_ = -lonely;", "s_lonely")]
    [InlineData("lonely.Property++;", "s_get s_set")]
    [InlineData("lonely.Property = 1;", "s_set")]
    [InlineData("_ = lonely.Property;", "s_get")]
    [InlineData("_ = lonely[1];", "s_get")]
    [InlineData("_ = new Built();", "s_built")]
    public void Runs(string call, string locks)
    {
        var program = Probe.Engine($$"""
            static class L { public static readonly object s_one = new(), s_default = new(), s_first = new(), s_second = new(), s_derived = new(), s_base = new(), s_lonely = new(), s_generic = new(), s_get = new(), s_set = new(), s_built = new(); }
            interface IOne { void Take(); void Explicit(); void ByDefault() { lock (L.s_default) { } } }
            class One : IOne { public void Take() { lock (L.s_one) { } } void IOne.Explicit() { lock (L.s_one) { } } }
            interface IMany { void Take(); }
            class First : IMany { public void Take() { lock (L.s_first) { } } }
            class Second : IMany { public void Take() { lock (L.s_second) { } } }
            abstract class Top { public abstract void Virtual(); public virtual void Base() { lock (L.s_base) { } } }
            sealed class Derived : Top { public override void Virtual() { lock (L.s_derived) { } } }
            class Lonely
            {
                public virtual void Virtual() { lock (L.s_lonely) { } }
                public static Lonely operator -(Lonely x) { lock (L.s_lonely) { return x; } }
                public int Property { get { lock (L.s_get) { return 1; } } set { lock (L.s_set) { } } }
                public int this[int i] { get { lock (L.s_get) { return 1; } } }
            }
            interface IGeneric<T> { void Take(T value); }
            class Generic : IGeneric<int> { public void Take(int value) { lock (L.s_generic) { } } }
            static class Static<T> { public static void Take() { lock (L.s_generic) { } } }
            class Built { public Built() { lock (L.s_built) { } } }
            class Own : IDisposable { public void Dispose() { lock (L.s_one) { } } }
            class C { void M(IOne one, IMany many, Derived sealedOne, Lonely lonely, IGeneric<int> generic, IDisposable foreign, Action action) { {{call}} } }
            """);

        var found = program.Summaries.Of(Probe.Method(program.Binder.Compilation, "C", "M"), CancellationToken.None).Events.Where(happened => !happened.IsRun).Select(happened => happened.Lock.Class.Id["F:L.".Length..]);

        Assert.Equal(locks, string.Join(" ", found.Order(StringComparer.Ordinal)));
    }
}
