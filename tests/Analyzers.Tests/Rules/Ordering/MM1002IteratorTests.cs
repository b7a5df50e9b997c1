using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

/// <summary>An iterator that hands out elements under a lock holds it while its caller works on them.</summary>
public sealed class MM1002IteratorTests
{
    // Forth takes _b under _a.
    [Theory]
    [InlineData("a loop", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Back() { foreach (var one in All()) { lock (_a) { } } }")]
    [InlineData("a loop that calls", "IEnumerable<int> All() { lock (_b) { yield return 1; yield return 2; } } void TakeA() { lock (_a) { } } public void Back() { foreach (var one in All()) { TakeA(); lock (_c) { } } }")]
    [InlineData("a loop in the iterator", "IEnumerable<int> All() { lock (_b) { foreach (var one in Items) { yield return one; } } } public void Back() { foreach (var one in All()) { lock (_a) { } } }")]
    [InlineData("a semaphore", "readonly SemaphoreSlim _s = new(1, 1); public void ForthS() { lock (_a) { {|MM1002:_s.Wait|}(); _s.Release(); } } IEnumerable<int> All() { _s.Wait(); try { yield return 1; } finally { _s.Release(); } } public void Back() { foreach (var one in All()) { lock (_a) { } } }")]
    [InlineData("a property", "IEnumerable<int> All { get { lock (_b) { yield return 1; } } } public void Back() { foreach (var one in All) { lock (_a) { } } }")]
    [InlineData("another object's iterator", "Part _part = new(); public void Back() { foreach (var one in _part.All()) { lock ({|MM1002:_a|}) { } } } public void ForthPart() { lock (_a) { _part.Take(); } }")]
    [InlineData("a deconstructing loop", "IEnumerable<(int, int)> All() { lock (_b) { yield return (1, 2); } } public void Back() { foreach (var (one, two) in All()) { lock (_a) { } } }")]
    [InlineData("a sequence in a local", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Back() { lock (_c) { var all = All(); foreach (var one in all) { lock (_a) { } } } }")]
    public Task Reports_a_lock_taken_in(string what, string members)
    {
        Assert.NotEmpty(what);
        return Verify.Rule<MM1002LockOrderCycle>(Frame(members, what is not ("a semaphore" or "another object's iterator")));
    }

    [Theory]
    [InlineData("an iterator that hands out after its lock", "IEnumerable<int> All() { lock (_b) { } yield return 1; } public void Back() { foreach (var one in All()) { lock (_a) { } } }")]
    [InlineData("an iterator that holds its lock for some elements only", "IEnumerable<int> All() { lock (_b) { yield return 1; } yield return 2; } public void Back() { foreach (var one in All()) { lock (_a) { } } }")]
    [InlineData("what follows the loop", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Back() { foreach (var one in All()) { } lock (_a) { } }")]
    [InlineData("what comes before the loop", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Back() { lock (_c) { var all = All(); lock (_a) { } } }")]
    [InlineData("a loop over a copy", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Back() { foreach (var one in All().ToList()) { lock (_a) { } } }")]
    [InlineData("a return from the loop", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public int Back() { foreach (var one in All()) { return one; } lock (_a) { return 0; } }")]
    [InlineData("a lambda made in the loop", "IEnumerable<int> All() { lock (_b) { yield return 1; } } public List<Action> Back() { var all = new List<Action>(); foreach (var one in All()) { all.Add(() => { lock (_a) { } }); } return all; }")]
    public Task Silent_about(string what, string members)
    {
        Assert.NotEmpty(what);
        return Verify.Rule<MM1002LockOrderCycle>(Frame(members, isReported: false));
    }

    [Theory]
    [InlineData("foreach (var one in All()) { }")]
    [InlineData("foreach (var one in All()) { return; }")]
    [InlineData("foreach (var one in All()) { if (one > 1) { break; } }")]
    [InlineData("foreach (var one in All()) { throw new Exception(); }")]
    [InlineData("try { foreach (var one in All()) { lock (_b) { } } } finally { lock (_b) { } }")]
    public Task Leaves_nothing_behind(string body) => Verify.AllRules("class Shop { readonly object _b = new(); IEnumerable<int> All() { lock (_b) { {|MM2012:yield|} return 1; } } public void Run() { " + body + " } }");

    [Fact]
    public Task Sees_a_self_deadlock_in_the_loop() => Verify.Rule<MM1003SelfDeadlock>("""
        class Shop
        {
            readonly SemaphoreSlim _s = new(1, 1);
            IEnumerable<int> All() { _s.Wait(); try { yield return 1; } finally { _s.Release(); } }
            void Take() { _s.Wait(); _s.Release(); }
            public void Run() { foreach (var one in All()) { {|MM1003:Take|}(); } _s.Wait(); _s.Release(); }
        }
        """);

    private static string Frame(string members, bool isReported) => $$"""
        class Part { readonly object _b = new(); public IEnumerable<int> All() { lock (_b) { yield return 1; } } public void Take() { lock (_b) { } } }
        class Shop
        {
            readonly object _a = new(), _b = new(), _c = new();
            public List<int> Items = [];
            public void Forth() { lock (_a) { lock ({{(isReported ? "{|MM1002:_b|}" : "_b")}}) { } } }
            {{members}}
        }
        """;
}
