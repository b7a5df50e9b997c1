using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Engine.Summaries;

/// <summary>Locks that an application takes and holds through members of a library, which it sees as a project or as a compiled file.</summary>
public sealed class CrossProjectSelfDeadlockTests
{
    private const string Library = """
        using MmRuntime.Annotations;
        public class Store
        {
            private readonly SemaphoreSlim _gate = new(1, 1);
            private readonly ReaderWriterLockSlim _rw = new();
            public void Enter() => _gate.Wait();
            public void Exit() => _gate.Release();
            public void Take() { _gate.Wait(); _gate.Release(); }
            public void Deep() => One();
            private void One() => Two();
            private void Two() => Take();
            public async Task TakeAsync() { await _gate.WaitAsync(); _gate.Release(); }
            public void Maybe(bool take) { if (take) { Take(); } }
            public bool TryTake() { if (_gate.Wait(0)) { _gate.Release(); return true; } return false; }
            public bool TryEnter() => _gate.Wait(0);
            public void Pause() { _gate.Release(); Take(); _gate.Wait(); }
            public int Value { get { Take(); return 1; } }
            public int this[int index] { get { Take(); return index; } }
            public IDisposable Open() { _gate.Wait(); return new Guard(this); }
            public void BeginWrite() => _rw.EnterWriteLock();
            public void EndWrite() => _rw.ExitWriteLock();
            public void Read() { _rw.EnterReadLock(); _rw.ExitReadLock(); }
            [Acquires("this._gate")] public void Lock() => Hidden.Enter(_gate);
            [Releases("this._gate")] public void Unlock() => Hidden.Exit(_gate);
            public virtual void Changeable() => Take();
            private sealed class Guard(Store owner) : IDisposable { public void Dispose() => owner.Exit(); }
        }
        public static class Tools
        {
            public static void Take(SemaphoreSlim gate) { gate.Wait(); gate.Release(); }
            public static void Extended(this Store store) => store.Take();
        }
        internal static class Hidden
        {
            public static void Enter(SemaphoreSlim gate) => gate.Wait();
            public static void Exit(SemaphoreSlim gate) => gate.Release();
        }
        """;

    [Theory]
    [InlineData("a wrapper pair", "store.Enter(); store.{|MM1003:Take|}(); store.Exit();")]
    [InlineData("three calls", "store.Enter(); store.{|MM1003:Deep|}(); store.Exit();")]
    [InlineData("the wrapper itself", "store.Enter(); store.{|MM1003:Enter|}(); store.Exit(); store.Exit();")]
    [InlineData("an awaited member", "store.Enter(); await store.{|MM1003:TakeAsync|}(); store.Exit();")]
    [InlineData("an extension method", "store.Enter(); store.{|MM1003:Extended|}(); store.Exit();")]
    [InlineData("a member of its own", "store.Enter(); {|MM1003:Around|}(store); store.Exit();")]
    [InlineData("a base class", "Enter(); {|MM1003:Take|}(); Exit();")]
    [InlineData("a base call", "Enter(); base.{|MM1003:Changeable|}(); Exit();")]
    [InlineData("a property", "store.Enter(); _ = store.{|MM1003:Value|}; store.Exit();")]
    [InlineData("an indexer", "store.Enter(); _ = {|MM1003:store|}[1]; store.Exit();")]
    [InlineData("an argument that says yes", "store.Enter(); store.{|MM1003:Maybe|}(true); store.Exit();")]
    [InlineData("a try that succeeded", "if (store.TryEnter()) { store.{|MM1003:Take|}(); store.Exit(); }")]
    [InlineData("annotated members", "store.Lock(); store.{|MM1003:Take|}(); store.Unlock();")]
    [InlineData("a reader in a writer", "store.BeginWrite(); store.{|MM1003:Read|}(); store.EndWrite();")]
    public Task Reports_a_lock_taken_again_through(string way, string body)
    {
        Assert.NotEmpty(way);
        return Verify.CrossProject<MM1003SelfDeadlock>(Library, App(body));
    }

    [Theory]
    [InlineData("another instance", "store.Enter(); other.Take(); store.Exit();")]
    [InlineData("a try", "store.Enter(); store.TryTake(); store.Exit();")]
    [InlineData("a release before", "store.Enter(); store.Exit(); store.Take();")]
    [InlineData("an argument that says no", "store.Enter(); store.Maybe(false); store.Exit();")]
    [InlineData("an async call that nobody waits for", "store.Enter(); _ = store.TakeAsync(); store.Exit();")]
    [InlineData("a release in the called member", "store.Enter(); store.Pause(); store.Exit();")]
    [InlineData("a virtual member", "store.Enter(); store.Changeable(); store.Exit();")]
    [InlineData("a try that failed", "if (!store.TryEnter()) { store.Take(); } else { store.Exit(); }")]
    [InlineData("another lock passed as argument", "_own.Wait(); Tools.Take(_another); _own.Release();")]
    public Task Silent_on(string why, string body)
    {
        Assert.NotEmpty(why);
        return Verify.CrossProject<MM1003SelfDeadlock>(Library, App(body));
    }

    [Fact]
    public Task Reports_a_wrapper_left_without_its_other_half() => Verify.CrossProject<MM2001LockNotReleased>(
        Library, App("store.{|MM2001:Enter|}(); if (other is null) { return; } store.Exit();"));

    private static string App(string body) => $$"""
        class App : Store
        {
            private readonly SemaphoreSlim _own = new(1, 1);
            private readonly SemaphoreSlim _another = new(1, 1);
            public async Task Run(Store store, Store other)
            {
                {{body}}
                await Task.Yield();
            }
            private static void Around(Store store) => store.Take();
        }
        """;
}
