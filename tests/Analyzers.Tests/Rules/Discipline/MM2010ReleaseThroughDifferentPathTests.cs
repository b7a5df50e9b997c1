using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Discipline;

public sealed class MM2010ReleaseThroughDifferentPathTests
{
    [Theory]
    [InlineData("a field on the way", "public void Run(Node other) { Monitor.Enter(_node.Root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("the last field", "public void Run() { Monitor.Enter(_node.Root); _node.Root = new object(); {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("the lock field itself", "public void Run() { Monitor.Enter(_gate); _gate = new object(); {|MM2010:Monitor.Exit|}(_gate); }")]
    [InlineData("a branch", "public void Run(Node other) { Monitor.Enter(_node.Root); if (Free) { _node = other; } {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a finally", "public void Run(Node other) { Monitor.Enter(_node.Root); try { _node = other; } finally { {|MM2010:Monitor.Exit|}(_node.Root); } }")]
    [InlineData("a loop", "public void Run(Node other) { Monitor.Enter(_node.Root); while (Free) { _node = _node.Next; } {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a method that assigns", "public void Run() { Monitor.Enter(_node.Root); Reset(); {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a method of the owner", "public void Run() { Monitor.Enter(_node.Root); _node.Renew(); {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a lock taken through an alias", "public void Run(Node other) { var root = _node.Root; Monitor.Enter(root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); }")]
    [InlineData("a property with a setter", "public void Run(Node other) { Monitor.Enter(Current.Root); Current = other; {|MM2010:Monitor.Exit|}(Current.Root); }")]
    [InlineData("a getter of the field", "public void Run(Node other) { Monitor.Enter(Shown.Root); _node = other; {|MM2010:Monitor.Exit|}(Shown.Root); }")]
    [InlineData("a parameter", "public void Run(Node node) { Monitor.Enter(node.Root); node = node.Next; {|MM2010:Monitor.Exit|}(node.Root); }")]
    [InlineData("a local", "public void Run() { var node = _node; Monitor.Enter(node.Root); node = node.Next; {|MM2010:Monitor.Exit|}(node.Root); }")]
    [InlineData("a semaphore", "public void Run() { _slim.Wait(); _slim = new(1, 1); {|MM2010:_slim.Release|}(); }")]
    [InlineData("an awaited semaphore", "public async Task Run() { await _slim.WaitAsync(); _slim = new(1, 1); {|MM2010:_slim.Release|}(); }")]
    [InlineData("a static field", "public static void Run() { Monitor.Enter(s_gate); s_gate = new object(); {|MM2010:Monitor.Exit|}(s_gate); }")]
    [InlineData("a lambda", "public Action Run(Node other) => () => { Monitor.Enter(_node.Root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); };")]
    [InlineData("a local function", "public void Run(Node other) { Inner(); void Inner() { Monitor.Enter(_node.Root); _node = other; {|MM2010:Monitor.Exit|}(_node.Root); } }")]
    [InlineData("an iterator", "public IEnumerable<int> Run(Node other) { Monitor.Enter(_node.Root); yield return 1; _node = other; {|MM2010:Monitor.Exit|}(_node.Root); }")]
    public Task Reports_a_release_after(string change, string member)
    {
        Assert.NotEmpty(change);
        return Verify.Rule<MM2010ReleaseThroughDifferentPath>(Frame(member));
    }

    [Theory]
    [InlineData("nothing assigned", "public void Run() { Monitor.Enter(_node.Root); Work(); Monitor.Exit(_node.Root); }")]
    [InlineData("an assignment before", "public void Run(Node other) { _node = other; Monitor.Enter(_node.Root); Work(); Monitor.Exit(_node.Root); }")]
    [InlineData("an assignment after", "public void Run(Node other) { Monitor.Enter(_node.Root); Monitor.Exit(_node.Root); _node = other; }")]
    [InlineData("a local kept", "public void Run(Node other) { var root = _node.Root; Monitor.Enter(root); _node = other; Monitor.Exit(root); }")]
    [InlineData("a local kept of a field", "public void Run() { var old = _gate; Monitor.Enter(old); _gate = new object(); Monitor.Exit(old); }")]
    [InlineData("a local kept halfway", "public void Run(Node other) { var node = _node; Monitor.Enter(node.Root); _node = other; Monitor.Exit(node.Root); }")]
    [InlineData("a local kept of a variable", "public void Run(Node node) { var first = node; Monitor.Enter(first.Root); node = node.Next; Monitor.Exit(first.Root); }")]
    [InlineData("a lock statement", "public void Run(Node other) { lock (_node.Root) { _node = other; } }")]
    [InlineData("a lock statement on a field", "public void Run() { lock (_gate) { _gate = new object(); } }")]
    [InlineData("another field", "public void Run(Node other) { Monitor.Enter(_node.Root); _spare = other; Monitor.Exit(_node.Root); }")]
    [InlineData("the same field of another object", "public void Run(Shop shop, Node other) { Monitor.Enter(_node.Root); shop._node = other; Monitor.Exit(_node.Root); }")]
    [InlineData("a field behind the lock", "public void Run(Node other) { Monitor.Enter(_node); _node.Next = other; Monitor.Exit(_node); }")]
    [InlineData("a way that leaves", "public void Run(Node other) { Monitor.Enter(_node.Root); if (Free) { Monitor.Exit(_node.Root); _node = other; return; } Monitor.Exit(_node.Root); }")]
    [InlineData("a swap of lock under both", "public void Run(Node other) { Monitor.Enter(_node.Root); Monitor.Exit(_node.Root); _node = other; Monitor.Enter(_node.Root); Monitor.Exit(_node.Root); }")]
    [InlineData("hand over hand", "public void Run(Node node) { Monitor.Enter(node.Root); while (node.Next != null) { var last = node; Monitor.Enter(node.Next.Root); node = node.Next; Monitor.Exit(last.Root); } Monitor.Exit(node.Root); }")]
    [InlineData("a method that assigns another object's", "public void Run() { Monitor.Enter(_node.Root); _spare.Renew(); Monitor.Exit(_node.Root); }")]
    [InlineData("a method that only assigns a local of that name", "public void Run() { Monitor.Enter(_node.Root); Shadow(); Monitor.Exit(_node.Root); }")]
    [InlineData("a readonly field", "public void Run() { Monitor.Enter(_fixed); Reset(); Monitor.Exit(_fixed); }")]
    [InlineData("a half-typed body", "public void Run(Node other) { Monitor.Enter(_node.Root); _node = other; {|CS0103:missing|}(); Monitor.Exit(_node.Root); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM2010ReleaseThroughDifferentPath>(Frame(member));
    }

    [Fact]
    public Task Tells_the_acquisition_and_the_assignment() => Verify.Rule<MM2010ReleaseThroughDifferentPath>(
        """
        class Shop
        {
            SemaphoreSlim _gate = new(1, 1);
            public void Run()
            {
                {|#1:_gate.Wait|}();
                {|#2:_gate = new(1, 1)|};
                {|#0:_gate.Release|}();
            }
        }
        """,
        new DiagnosticResult(MM2010ReleaseThroughDifferentPath.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(2)
            .WithArguments("Shop.Run", "Shop._gate", "Test0.cs:6", "Test0.cs:7 has changed what it reads"));

    [Fact]
    public Task Tells_that_a_variable_changed() => Verify.Message<MM2010ReleaseThroughDifferentPath>(
        "class Node { public Node Next; public void Run(Node at) { Monitor.Enter(at.Next); at = at.Next; Monitor.Exit(at.Next); } }",
        "'Node.Run' takes 'Node.Next' at Test0.cs:1 and releases it by the same expression after a variable in it got another value: that may be another lock, and the first one stays held");

    private static string Frame(string member) => $$"""
        class Node { public object Root = new(); public Node Next; public void Renew() { if (Root != null) { this.Root = new object(); } } }
        class Shop
        {
            readonly object _fixed = new();
            object _gate = new();
            static object s_gate = new();
            SemaphoreSlim _slim = new(1, 1);
            Node _node = new(), _spare = new();
            Node Current { get; set; }
            Node Shown => _node;
            {{member}}
            void Reset() => _node = new Node();
            void Shadow() { Node _node; _node = new Node(); _node.Renew(); }
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
        }
        """;
}
