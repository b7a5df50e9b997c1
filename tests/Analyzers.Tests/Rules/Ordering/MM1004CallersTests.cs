using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

/// <summary>Who may call decides whether two arguments can come exchanged; of what nobody outside can call, the calls are looked at.</summary>
public sealed class MM1004CallersTests
{
    private const string Both = "public static void Both(Node one, Node two) { lock (one._gate) { lock ({|MM1004:two._gate|}) { } } }";
    private const string SilentBoth = "public static void Both(Node one, Node two) { lock (one._gate) { lock (two._gate) { } } }";

    [Theory]
    [InlineData("anybody", "public sealed class Node", "", "")]
    [InlineData("anybody, whatever is seen here", "public sealed class Node", "", "public sealed class Tree { readonly Node _left = new(), _right = new(); public void Run() => Node.Both(_left, _right); }")]
    [InlineData("nobody here, of what is meant for others", "sealed class Node", "", "")]
    [InlineData("two arguments handed on", "sealed class Node", "", "sealed class Tree { public void Run(Node a, Node b) => Node.Both(a, b); }")]
    [InlineData("a member of a public nested class", "public static partial class Outer { public sealed class Node", "}", "")]
    public Task Reports_when_called_by(string who, string head, string tail, string callers)
    {
        Assert.NotEmpty(who);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(head, Both, tail, callers));
    }

    [Theory]
    [InlineData("two fixed members", "sealed class Node", "", "sealed class Tree { readonly Node _left = new(), _right = new(); public void Run() => Node.Both(_left, _right); }")]
    [InlineData("one that knows the order", "sealed class Node", "", "sealed class Tree { public void Run(Node a, Node b) { if (a.Id < b.Id) { Node.Both(a, b); } else { Node.Both(b, a); } } }")]
    [InlineData("two fixed members of what is private to a public class", "public static class Outer { sealed class Node", "sealed class Tree { readonly Node _left = new(), _right = new(); public void Run() => Node.Both(_left, _right); } }", "")]
    public Task Silent_when_called_by(string who, string head, string tail, string callers)
    {
        Assert.NotEmpty(who);
        return Verify.Rule<MM1004UnorderedSameClassNesting>(Frame(head, SilentBoth, tail, callers));
    }

    private static string Frame(string head, string both, string tail, string callers) => head + " { readonly object _gate = new(); public readonly int Id; " + both + " }\n" + tail + "\n" + callers;
}
