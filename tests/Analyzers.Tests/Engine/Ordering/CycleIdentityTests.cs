using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using static MmAnalyzers.Tests.Engine.Ordering.CycleSearchKit;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

public class CycleIdentityTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Keeps_the_text_under_rotation(int shift)
    {
        var edges = new[] { Edge("B", "C"), Edge("C", "A").Modes(LockMode.Shared, LockMode.Upgradeable), Edge("A", "B") };
        var rotated = edges.Skip(shift).Concat(edges.Take(shift)).ToArray();

        Assert.Equal("F:App.A>X|F:App.B>X|F:App.C>SU", LockCycle.Of(rotated).Identity);
    }

    [Fact]
    public void Keeps_the_text_when_lines_move()
    {
        // Which of the two parallel ways comes first in the file must not decide between the cycle over C and the one over D.
        string[] Run(int one, int other) => Identities(
            Edge("A", "B", one, "G"), Edge("A", "B", other, "H"), Edge("B", "C", 1, "G"), Edge("C", "A"), Edge("B", "D", 1, "H"), Edge("D", "A"));

        Assert.Equal(Run(10, 20), Run(20, 10));
    }

    [Fact]
    public void Prefers_the_exclusive_kind_wherever_it_stands()
    {
        string[] Run(int one, int other) => Identities(Edge("A", "B", one), Edge("A", "B", other).Modes(LockMode.Exclusive, LockMode.Shared), Edge("B", "A"));

        Assert.Equal(["F:App.A>X|F:App.B>X"], Run(10, 20));
        Assert.Equal(["F:App.A>X|F:App.B>X"], Run(20, 10));
    }

    [Fact]
    public void Escapes_what_would_end_an_entry()
    {
        var named = new LockClass("L:a >|%b", "named", PrimitiveKind.Monitor);

        Assert.Equal("L:a%20%3E%7C%25b>X|M>X", LockCycle.Of([
            Edge(new LockRef(named, AccessPath.This()), Static("A")),
            Edge(new LockRef(new("M", "m", PrimitiveKind.Monitor), AccessPath.This()), new(named, AccessPath.This()))]).Identity);
    }
}
