using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM2010ReleaseThroughDifferentPathCodeFixTests
{
    [Fact]
    public Task Keeps_the_lock_in_a_local() => Fixes(
        """
            void Move(Node other)
            {
                Trace("move");

                // The old root.
                Monitor.Enter(_node.Root); // taken
                try
                {
                    _node = other;
                    Monitor.PulseAll(_node.Root);
                }
                finally
                {
                    {|MM2010:Monitor.Exit|}(_node.Root); // given back
                }
            }
        """,
        """
            void Move(Node other)
            {
                Trace("move");

                // The old root.
                var root = _node.Root;
                Monitor.Enter(root); // taken
                try
                {
                    _node = other;
                    Monitor.PulseAll(root);
                }
                finally
                {
                    Monitor.Exit(root); // given back
                }
            }
        """);

    [Fact]
    public Task Keeps_a_receiver_and_every_release() => Fixes(
        """
            SemaphoreSlim _permit = new(1, 1);
            async Task Renew(bool early)
            {
                await _permit.WaitAsync();
                _permit = new(1, 1);
                if (early)
                {
                    {|MM2010:_permit.Release|}();
                    return;
                }

                {|MM2010:_permit.Release|}();
            }
        """,
        """
            SemaphoreSlim _permit = new(1, 1);
            async Task Renew(bool early)
            {
                var permit = _permit;
                await permit.WaitAsync();
                _permit = new(1, 1);
                if (early)
                {
                    permit.Release();
                    return;
                }

                permit.Release();
            }
        """,
        iterations: 1);

    [Fact]
    public Task Finds_a_free_name() => Fixes(
        """
            void Move(object root)
            {
                Monitor.Enter(_node.Root);
                _node.Root = root;
                {|MM2010:Monitor.Exit|}(_node.Root);
            }
        """,
        """
            void Move(object root)
            {
                var heldRoot = _node.Root;
                Monitor.Enter(heldRoot);
                _node.Root = root;
                Monitor.Exit(heldRoot);
            }
        """);

    [Fact]
    public Task Fixes_all_of_a_file() => Fixes(
        """
            void Walk(Node node)
            {
                Monitor.Enter(node.Root);
                node = node.Next;
                {|MM2010:Monitor.Exit|}(node.Root);
            }
            void Move(Node other)
            {
                Monitor.Enter(_node.Root);
                _node = other;
                {|MM2010:Monitor.Exit|}(_node.Root);
            }
        """,
        """
            void Walk(Node node)
            {
                var root = node.Root;
                Monitor.Enter(root);
                node = node.Next;
                Monitor.Exit(root);
            }
            void Move(Node other)
            {
                var root = _node.Root;
                Monitor.Enter(root);
                _node = other;
                Monitor.Exit(root);
            }
        """);

    [Theory]
    [InlineData("a lock taken again", "void Move(Node other) { Monitor.Enter(_node.Root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); Monitor.Enter(_node.Root); Monitor.Exit(_node.Root); }")]
    [InlineData("a lock taken through an alias", "void Move(Node other) { var root = _node.Root; Monitor.Enter(root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a lock taken by an attempt", "void Move(Node other) { if (!Monitor.TryEnter(_node.Root)) { return; } _node = other; {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a release outside of the block", "void Move(Node other) { { Monitor.Enter(_node.Root); _node = other; } {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a pulse in a lambda", "Action Move(Node other) { Monitor.Enter(_node.Root); _node = other; Action a = () => Monitor.Pulse(_node.Root); {|MM2010:Monitor.Exit|}(_node.Root); return a; }")]
    [InlineData("a directive", "void Move(Node other) {\nMonitor.Enter(_node.Root);\n#if true\n_node = other;\n#endif\n{|MM2010:Monitor.Exit|}(_node.Root); }")]
    public Task Offers_nothing_for(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.NoFix<MM2010ReleaseThroughDifferentPath, MM2010ReleaseThroughDifferentPathCodeFix>(Source(member));
    }

    private static Task Fixes(string member, string fixedMember, int? iterations = null) =>
        Verify.Fix<MM2010ReleaseThroughDifferentPath, MM2010ReleaseThroughDifferentPathCodeFix>(Source(member), Source(fixedMember), iterations);

    private static string Source(string member) => "class Node { public object Root = new(); public Node Next; }\n" + Desk.With("    Node _node = new();\n" + member);
}
