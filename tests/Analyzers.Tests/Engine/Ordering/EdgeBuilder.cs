using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Summaries;

namespace MmAnalyzers.Tests.Engine.Ordering;

/// <summary>Makes edges by hand: <c>Edge("A", "B")</c> holds the static lock A and takes B, both in a file of blank lines.</summary>
internal static class EdgeBuilder
{
    private static readonly string Blank = new('\n', 2000);

    public static LockClass Class(string name) => new("F:App." + name, name, PrimitiveKind.Monitor);

    public static LockRef Static(string name) => new(Class(name), AccessPath.Static("F:App." + name));

    public static LockRef This(string name) => new(Class(name), AccessPath.This().Then("F:App." + name));

    public static LockRef Parameter(string name, int ordinal = 0) => new(Class(name), AccessPath.Parameter(ordinal).Then("F:App." + name));

    public static SyntaxTree File(string name) => CSharpSyntaxTree.ParseText(Blank, path: "/src/" + name);

    public static CSharpCompilation Compilation(params SyntaxTree[] trees) => CSharpCompilation.Create("App", trees);

    public static Site Site(SyntaxTree tree, int line, string member) =>
        new(Location.Create(tree, new TextSpan(line - 1, 0)), member);

    public static Site Site(string file, int line, string member)
    {
        var start = new LinePosition(line - 1, 0);
        return new(Location.Create("/src/" + file, new TextSpan(line - 1, 0), new LinePositionSpan(start, start)), member);
    }

    /// <summary>Distinct static locks, taken in a body of its own at this line.</summary>
    public static LockEdge Edge(string from, string to, int line = 1, params string[] gates) => Edge(Static(from), Static(to), line) with
    {
        Gates = gates.Select(gate => Held(Static(gate))).ToImmutableArray(),
    };

    public static LockEdge Edge(LockRef from, LockRef to, int line = 1, string body = "M:App.C.Run(System.Int32)")
    {
        var site = Site("A.cs", line + 1, "C.Run");
        return new()
        {
            From = new(from, LockMode.Exclusive, Site("A.cs", line, "C.Run")),
            To = to,
            ToMode = LockMode.Exclusive,
            Site = site,
            Trace = [site],
            Gates = [],
            BodyId = body,
        };
    }

    public static HeldLock Held(LockRef held, LockMode mode = LockMode.Exclusive) => new(held, mode, Site("A.cs", 1, "C.Run"));

    public static LockEdge Gated(this LockEdge edge, LockRef gate, LockMode mode = LockMode.Exclusive) =>
        edge with { Gates = edge.Gates.Add(Held(gate, mode)) };

    public static LockEdge Modes(this LockEdge edge, LockMode held, LockMode taken) =>
        edge with { From = edge.From with { Mode = held }, ToMode = taken };

    /// <summary>The edge, taken through these sites.</summary>
    public static LockEdge Through(this LockEdge edge, params Site[] trace) => edge with { Site = trace[0], Trace = [.. trace] };
}
