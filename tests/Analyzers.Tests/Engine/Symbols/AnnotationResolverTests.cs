using MmAnalyzers.Engine.Symbols;

namespace MmAnalyzers.Tests.Engine.Symbols;

public sealed class AnnotationResolverTests
{
    [Theory]
    [InlineData("this", "This")]
    [InlineData("this._own", "This._own")]
    [InlineData("this._missing", "Unresolved")]
    [InlineData("return", "Return")]
    [InlineData("return.Gate", "Return.Gate")]
    [InlineData("other", "#0")]
    [InlineData("other.Gate", "#0.Gate")]
    [InlineData("other.Inner.Gate", "#0.Inner.Gate")]
    [InlineData("other.missing", "L:other.missing")]
    [InlineData("_own", "Member._own")]
    [InlineData("Inherited", "Member.Inherited")]
    [InlineData("Shared", "Member.Shared")]
    [InlineData("Outer.Shared", "TypeMember.Shared")]
    [InlineData("Space.Outer.Shared", "TypeMember.Shared")]
    [InlineData("Elsewhere.Gate", "TypeMember.Gate")]
    [InlineData("Twice.Gate", "Ambiguous")]
    [InlineData("Twice.OnlyOne", "TypeMember.OnlyOne")]
    [InlineData("captured", "Member.captured")]
    [InlineData("area.name", "L:area.name")]
    [InlineData("name", "L:name")]
    public void Gives_a_text_its_nearest_meaning(string text, string meaning)
    {
        var clause = AnnotationCompilation.Of($$"""
            using MmRuntime.Annotations;
            namespace Space
            {
                class Base { public object Inherited = new(); public object Gate = new(); public Base Inner = null!; }
                class Outer
                {
                    public static object Shared = new();
                    public class C(object captured) : Base
                    {
                        private object _own = captured;
                        [Acquires("{{text}}")] public Base M(Base other) => other;
                    }
                }
            }
            namespace Far { class Elsewhere { public object Gate = new(); } class Twice { public object Gate = new(); } }
            namespace Farther { class Twice { public object Gate = new(); public object OnlyOne = new(); } }
            """).Valid().Clause("Space.Outer+C.M");

        Assert.Equal(meaning, clause.Lock?.ToString());
    }

    [Fact]
    public void Has_no_receiver_in_a_static_member()
    {
        var clause = AnnotationCompilation.Of("""using MmRuntime.Annotations; class C { [Acquires("this")] static void M() { } }""").Valid().Clause("C.M");

        Assert.Equal(LockContractRoot.Unresolved, clause.Lock?.Root);
    }

    [Theory]
    [InlineData("OnTrue = \"return\"", "bool", true)]
    [InlineData("OnTrue = \"return\"", "void", false)]
    [InlineData("OnTrue = \"taken\"", "void", true)]
    [InlineData("OnTrue = \"IsHeld\"", "G", true)]
    [InlineData("OnTrue = \"IsHeld\"", "Task<G>", true)]
    [InlineData("OnTrue = \"IsHeld\"", "bool", false)]
    [InlineData("OnNonNull = \"return\"", "object", true)]
    [InlineData("OnResult = \"Friday\"", "DayOfWeek", true)]
    [InlineData("OnResult = \"Noday\"", "DayOfWeek", false)]
    public void Resolves_what_tells_the_outcome(string outcome, string type, bool isResolved)
    {
        var clause = AnnotationCompilation.Of($$"""
            using MmRuntime.Annotations;
            struct G { public bool IsHeld; }
            abstract class C { [Acquires("this", {{outcome}})] public abstract {{type}} M(ref bool taken); }
            """).Valid().Clause("C.M");

        Assert.Equal(isResolved, clause.Outcome.IsResolved);
        Assert.NotEqual(LockContractTest.Always, clause.Outcome.Test);
    }

    [Fact]
    public void Identifies_a_lock_by_the_nearest_class_name()
    {
        var compilation = AnnotationCompilation.Of("""
            using MmRuntime.Annotations;
            [LockClass("type", Rank = 3, Kind = LockKind.Spin)] class L { }
            class Derived : L { }
            class C { [LockClass("field")] L _named = null!; L _typed = null!; Derived _derived = null!; object _plain = null!; }
            """).Valid();
        var reader = new AnnotationReader(compilation);

        Assert.Equal("L:field", reader.ClassIdOf(compilation.Symbol("C._named")));
        Assert.Equal("L:type", reader.ClassIdOf(compilation.Symbol("C._typed")));
        Assert.Equal("L:type", reader.ClassIdOf(compilation.Symbol("C._derived")));
        Assert.Equal("F:C._plain", reader.ClassIdOf(compilation.Symbol("C._plain")));
        Assert.Equal(("Spin", 3), (reader.LockClasses["type"][0].Kind, reader.LockClasses["type"][0].Rank));
    }
}
