using Microsoft.CodeAnalysis.Testing;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

public sealed class MM1003SelfDeadlockTests
{
    // Every member starts with the gate free.
    [Theory]
    [InlineData("twice in a row", "public void Run() { _gate.Wait(); {|MM1003:_gate.Wait|}(); _gate.Release(); _gate.Release(); }")]
    [InlineData("one call", "public void Run() { _gate.Wait(); {|MM1003:Take|}(); _gate.Release(); }")]
    [InlineData("three calls", "public void Run() { _gate.Wait(); {|MM1003:One|}(); _gate.Release(); } void One() => Two(); void Two() { if (Free) { Take(); } }")]
    [InlineData("an interface", "public void Run() { _gate.Wait(); ((ITaker)this).{|MM1003:Take|}(); _gate.Release(); }")]
    [InlineData("a virtual member", "public void Run() { _gate.Wait(); {|MM1003:Overridden|}(); _gate.Release(); }")]
    [InlineData("a getter", "public int Run() { _gate.Wait(); try { return {|MM1003:Value|}; } finally { _gate.Release(); } }")]
    [InlineData("a local function", "public void Run() { _gate.Wait(); {|MM1003:Inner|}(); _gate.Release(); void Inner() { _gate.Wait(); _gate.Release(); } }")]
    [InlineData("a lambda's own body", "public Action Run() => () => { _gate.Wait(); {|MM1003:Take|}(); _gate.Release(); };")]
    [InlineData("a static helper", "public static void Run(Shop shop) { shop._gate.Wait(); {|MM1003:Help|}(shop); shop._gate.Release(); } static void Help(Shop shop) => shop.Take();")]
    [InlineData("an iterator's own body", "public IEnumerable<int> Run() { _gate.Wait(); {|MM1003:Take|}(); yield return 1; _gate.Release(); }")]
    [InlineData("an awaited member", "public async Task Run() { await _gate.WaitAsync(); await {|MM1003:TakeAsync|}(); _gate.Release(); }")]
    [InlineData("a second await", "public async Task Run() { await _gate.WaitAsync(); await {|MM1003:_gate.WaitAsync|}().ConfigureAwait(false); _gate.Release(2); }")]
    [InlineData("try and finally", "public void Run() { _gate.Wait(); try { {|MM1003:Take|}(); } finally { _gate.Release(); } }")]
    [InlineData("a finally", "public void Run() { _gate.Wait(); try { Work(); } finally { {|MM1003:Take|}(); _gate.Release(); } }")]
    [InlineData("a loop", "public void Run(int[] all) { _gate.Wait(); foreach (var one in all) { {|MM1003:Take|}(); } _gate.Release(); }")]
    [InlineData("a switch", "public void Run(int n) { _gate.Wait(); switch (n) { case 1: {|MM1003:Take|}(); break; } _gate.Release(); }")]
    [InlineData("one branch", "public void Run() { _gate.Wait(); if (Free) { {|MM1003:Take|}(); } _gate.Release(); }")]
    [InlineData("a flag handed on", "public void Run() { _gate.Wait(); {|MM1003:Ask|}(true); _gate.Release(); } void Ask(bool take) { Maybe(take); } void Maybe(bool take) { if (take) { Take(); } }")]
    [InlineData("a flag that was assigned", "public void Run() { _gate.Wait(); {|MM1003:Ask|}(false); _gate.Release(); } void Ask(bool take) { take = Free; if (take) { Take(); } }")]
    [InlineData("a flag of another test", "public void Run(bool wait) { _gate.Wait(); if (false == wait) { {|MM1003:Maybe|}(wait); } _gate.Release(); } void Maybe(bool wait) { if (!wait) { Take(); } }")]
    [InlineData("an alias", "public void Run() { var gate = _gate; gate.Wait(); {|MM1003:_gate.Wait|}(); _gate.Release(2); }")]
    [InlineData("a guard", "public void Run() { using (Open()) { {|MM1003:Take|}(); } } IDisposable Open() { _gate.Wait(); return new Guard(_gate); }")]
    [InlineData("the same parameter", "public void Run(Shop other) { other._gate.Wait(); other.{|MM1003:Take|}(); other._gate.Release(); }")]
    [InlineData("an infinite time-out", "public void Run() { _gate.Wait(); if ({|MM1003:_gate.Wait|}(-1)) { _gate.Release(); } _gate.Release(); }")]
    [InlineData("a lock tried before", "public void Run() { if (_gate.Wait(0)) { {|MM1003:Take|}(); _gate.Release(); } }")]
    public Task Reports_a_semaphore_taken_again_through(string way, string member)
    {
        Assert.NotEmpty(way);
        return Verify.Rule<MM1003SelfDeadlock>(Frame(member));
    }

    [Theory]
    [InlineData("twice after a release", "public void Run() { _gate.Wait(); _gate.Release(); Take(); }")]
    [InlineData("a release by a helper", "public void Run() { _gate.Wait(); End(); Take(); } void End() { _gate.Release(); }")]
    [InlineData("a release in the called member", "public void Run() { _gate.Wait(); Around(); _gate.Release(); } void Around() { _gate.Release(); Take(); _gate.Wait(); }")]
    [InlineData("another instance", "public void Run(Shop other) { _gate.Wait(); other.Take(); _gate.Release(); }")]
    [InlineData("instances of a collection", "public void Run(Shop[] all) { _gate.Wait(); foreach (var one in all) { one.Take(); } _gate.Release(); }")]
    [InlineData("two elements", "public void Run(SemaphoreSlim[] all, int i, int j) { all[i].Wait(); all[j].Wait(); all[j].Release(); all[i].Release(); }")]
    [InlineData("another semaphore", "public void Run() { _gate.Wait(); _other.Wait(); _other.Release(); _gate.Release(); }")]
    [InlineData("a constructor of another object", "public object Run() { _gate.Wait(); try { return new Shop(1); } finally { _gate.Release(); } } Shop(int n) { Take(); }")]
    [InlineData("a try", "public void Run() { _gate.Wait(); if (_gate.Wait(0)) { _gate.Release(); } _gate.Release(); }")]
    [InlineData("a branch taken without the lock", "public void Run(bool first) { if (first) { _gate.Wait(); } if (!first) { Take(); } if (first) { _gate.Release(); } }")]
    [InlineData("an argument that says no", "public void Run() { _gate.Wait(); Maybe(false); _gate.Release(); } void Maybe(bool take) { if (take) { Take(); } }")]
    [InlineData("a flag handed on", "public void Run() { _gate.Wait(); Ask(true); _gate.Release(); } void Ask(bool held) { Maybe(held); } void Maybe(bool held) { if (!held) { Take(); } }")]
    [InlineData("a flag asserted the wrong way round", "public void Run() { _gate.Wait(); Ask(Free); _gate.Release(); } void Ask(bool held) { if (false == held) { return; } Maybe(held); } void Maybe(bool held) { if (true != held) { Take(); } }")]
    [InlineData("a flag handed on as its opposite", "public void Run() { _gate.Wait(); Ask(true); _gate.Release(); } void Ask(bool held) { Maybe(!held); } void Maybe(bool take) { if (take) { Take(); } }")]
    [InlineData("a variable that holds the flag", "public void Run() { var held = Free; if (held) { _gate.Wait(); } Ask(held); if (held) { _gate.Release(); } } void Ask(bool held) { if (!held) { Take(); } }")]
    [InlineData("the caller's lock given back around a callback", "public void Run() { _gate.Wait(); try { Around(Work); } finally { _gate.Release(); } } void Around(Action back) { try { Work(); _gate.Release(); back(); _gate.Wait(); } catch (Exception) { try { _gate.Release(); back(); } finally { _gate.Wait(); } } }")]
    [InlineData("a lambda made under the lock", "public Action Run() { _gate.Wait(); try { return () => Take(); } finally { _gate.Release(); } }")]
    [InlineData("a task started under the lock", "public Task Run() { _gate.Wait(); try { return Task.Run(Take); } finally { _gate.Release(); } }")]
    [InlineData("a local function only declared", "public Action Run() { _gate.Wait(); try { return Inner; void Inner() => Take(); } finally { _gate.Release(); } }")]
    [InlineData("an iterator that is not enumerated", "public IEnumerable<int> Run() { _gate.Wait(); try { return Each(); } finally { _gate.Release(); } } IEnumerable<int> Each() { Take(); yield return 1; }")]
    [InlineData("an async call that is not awaited", "public Task Run() { _gate.Wait(); try { return TakeAsync(); } finally { _gate.Release(); } }")]
    [InlineData("a loop that hands the permit round", "public void Run() { while (Free) { _gate.Wait(); Work(); } }")]
    [InlineData("a reassigned variable", "public void Run(Shop a, Shop b) { var one = a; one._gate.Wait(); one = b; one._gate.Wait(); one._gate.Release(); a._gate.Release(); }")]
    [InlineData("a catch after an unknown point", "public void Run() { try { _gate.Wait(); Work(); _gate.Release(); } catch (Exception) { Take(); } }")]
    [InlineData("a helper that gets a signal", "public void Run() { _signal.Wait(); Tools.Take(_signal); }")]
    [InlineData("a helper's own parameter", "public static void Run(SemaphoreSlim gate) { gate.Wait(); Tools.Take(gate); gate.Release(); }")]
    [InlineData("a parameter taken twice", "public static void Run(SemaphoreSlim gate) { gate.Wait(); gate.Wait(); gate.Release(2); }")]
    [InlineData("a signal", "public void Run() { _signal.Wait(); _signal.Wait(); }")]
    [InlineData("several permits", "public void Run() { _many.Wait(); _many.Wait(); _many.Release(2); }")]
    [InlineData("permits of unknown number", "public void Run() { _unknown.Wait(); _unknown.Wait(); _unknown.Release(2); }")]
    [InlineData("a half-typed body", "public void Run() { _gate.Wait(); _gate.Wait(); {|CS0103:missing|}(); }")]
    public Task Silent_on(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.Rule<MM1003SelfDeadlock>(Frame(member));
    }

    [Theory]
    [InlineData("EnterReadLock", "EnterReadLock", "")]
    [InlineData("EnterReadLock", "EnterReadLock", "LockRecursionPolicy.NoRecursion")]
    [InlineData("EnterWriteLock", "EnterWriteLock", "")]
    [InlineData("EnterWriteLock", "EnterReadLock", "")]
    [InlineData("EnterWriteLock", "EnterUpgradeableReadLock", "")]
    [InlineData("EnterUpgradeableReadLock", "EnterUpgradeableReadLock", "")]
    public Task Reports_modes_that_throw(string first, string second, string policy) => ReaderWriter(first, $"{{|MM1003:_gate.{second}|}}", policy);

    [Theory]
    [InlineData("EnterUpgradeableReadLock", "EnterWriteLock", "")]
    [InlineData("EnterUpgradeableReadLock", "EnterReadLock", "")]
    [InlineData("EnterReadLock", "EnterReadLock", "LockRecursionPolicy.SupportsRecursion")]
    [InlineData("EnterWriteLock", "EnterWriteLock", "LockRecursionPolicy.SupportsRecursion")]
    [InlineData("EnterWriteLock", "EnterReadLock", "LockRecursionPolicy.SupportsRecursion")]
    public Task Silent_on_modes_that_are_allowed(string first, string second, string policy) => ReaderWriter(first, $"_gate.{second}", policy);

    [Theory]
    [InlineData("EnterReadLock", "EnterWriteLock", "")]
    [InlineData("EnterReadLock", "EnterUpgradeableReadLock", "")]
    [InlineData("EnterReadLock", "EnterWriteLock", "LockRecursionPolicy.SupportsRecursion")]
    public Task Silent_on_upgrades_which_are_another_rules_finding(string first, string second, string policy) => ReaderWriter(first, $"_gate.{second}", policy);

    [Theory]
    [InlineData("object", "lock (_gate) { lock (_gate) { Run(); } }")]
    [InlineData("object", "Monitor.Enter(_gate); Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Exit(_gate);")]
    [InlineData("Lock", "lock (_gate) { using (_gate.EnterScope()) { Run(); } }")]
    [InlineData("Mutex", "_gate.WaitOne(); _gate.WaitOne(); _gate.ReleaseMutex(); _gate.ReleaseMutex();")]
    public Task Silent_on_locks_that_count(string type, string body) =>
        Verify.Silent<MM1003SelfDeadlock>($"class Shop {{ readonly {type} _gate = new(); public void Run() {{ {body} }} }}");

    [Fact]
    public Task Reports_a_spin_lock() => Verify.Rule<MM1003SelfDeadlock>("""
        class Shop
        {
            SpinLock _gate = new(false);
            public void Run() { var taken = false; _gate.Enter(ref taken); {|MM1003:Take|}(); if (taken) { _gate.Exit(); } }
            void Take() { var taken = false; _gate.Enter(ref taken); _gate.Exit(); }
        }
        """);

    [Theory]
    [InlineData("public void Run() { _gate.Wait(); _other.Wait(); {|MM1003:_gate.Wait|}(); _gate.Release(); _other.Release(); _gate.Release(); }")]
    [InlineData("public void Run() { _gate.Wait(); try { lock (this) { {|MM1003:Take|}(); } } finally { _gate.Release(); } }")]
    [InlineData("public void Run(Shop other) { _gate.Wait(); try { {|MM1004:other._gate.Wait|}(); try { {|MM1003:Take|}(); } finally { other._gate.Release(); } } finally { _gate.Release(); } }")]
    public Task One_defect_has_one_id(string member) => Verify.AllRules($$"""
        class Shop
        {
            readonly SemaphoreSlim _gate = new(1, 1), _other = new(1, 1);
            {{member}}
            void Take() { _gate.Wait(); _gate.Release(); }
        }
        """);

    [Fact]
    public Task Tells_both_ends_of_a_spin_lock() => Verify.Message<MM1003SelfDeadlock>(
        """
        class Shop
        {
            SpinLock _gate = new(true);
            public void Run() { var one = false; var two = false; _gate.Enter(ref one); {|MM1003:_gate.Enter|}(ref two); _gate.Exit(); _gate.Exit(); }
        }
        """,
        "Self-deadlock: 'Shop.Run' holds 'Shop._gate' since Test0.cs:4 and acquires it again; it spins forever, or throws LockRecursionException if it tracks its owner");

    [Fact]
    public Task Tells_since_when_and_where_again() => Verify.Rule<MM1003SelfDeadlock>(
        """
        class Shop
        {
            readonly SemaphoreSlim _gate = new(1, 1);
            public void Run()
            {
                {|#1:_gate.Wait|}();
                {|#0:Middle|}();
                _gate.Release();
            }

            void Middle() => {|#2:Take|}();

            void Take()
            {
                {|#3:_gate.Wait|}();
                _gate.Release();
            }
        }
        """,
        new DiagnosticResult(MM1003SelfDeadlock.Descriptor)
            .WithLocation(0).WithLocation(1).WithLocation(0).WithLocation(2).WithLocation(3)
            .WithArguments("Shop.Run", "Shop._gate", "Test0.cs:6", " via 'Shop.Middle' -> 'Shop.Take' (Test0.cs:15)", "it waits for itself forever"));

    [Fact]
    public Task Tells_when_the_framework_throws() => Verify.Message<MM1003SelfDeadlock>(
        """
        class Shop
        {
            readonly ReaderWriterLockSlim _gate = new();
            public void Run() { _gate.EnterWriteLock(); {|MM1003:_gate.EnterWriteLock|}(); _gate.ExitWriteLock(); _gate.ExitWriteLock(); }
        }
        """,
        "Self-deadlock: 'Shop.Run' holds 'Shop._gate' since Test0.cs:4 and acquires it again; the framework throws LockRecursionException");

    private static Task ReaderWriter(string first, string second, string policy) => Verify.Rule<MM1003SelfDeadlock>($$"""
        class Shop
        {
            readonly ReaderWriterLockSlim _gate = new({{policy}});
            public void Run() { _gate.{{first}}(); {{second}}(); _gate.{{second[(second.IndexOf("Enter", StringComparison.Ordinal))..].Replace("Enter", "Exit", StringComparison.Ordinal).TrimEnd('|', '}')}}(); _gate.{{first.Replace("Enter", "Exit", StringComparison.Ordinal)}}(); }
        }
        """);

    private static string Frame(string member) => $$"""
        interface ITaker { void Take(); }
        class Shop : ITaker
        {
            readonly SemaphoreSlim _gate = new(1, 1), _other = new(initialCount: 1, maxCount: 1), _signal = new(0), _many = new(2);
            readonly SemaphoreSlim _unknown;
            public Shop() => _unknown = new(Environment.ProcessorCount);
            {{member}}
            public void Take() { _gate.Wait(); try { Work(); } finally { _gate.Release(); } }
            async Task TakeAsync() { await _gate.WaitAsync(); await Task.Yield(); _gate.Release(); }
            public virtual void Overridden() => Take();
            int Value { get { Take(); return 1; } }
            static bool Free => Environment.TickCount > 0;
            static void Work() { }
        }
        sealed class Guard(SemaphoreSlim gate) : IDisposable { public void Dispose() => gate.Release(); }
        static class Tools
        {
            public static void Take(SemaphoreSlim gate) { gate.Wait(); gate.Release(); }
        }
        """;
}
