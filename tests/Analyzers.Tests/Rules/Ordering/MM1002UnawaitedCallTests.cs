using MmAnalyzers.Rules.Ordering;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.Tests.Rules.Ordering;

/// <summary>Nobody waits for the task under the lock: what the call does before its first <c>await</c> it does under the lock all the same.</summary>
public sealed class MM1002UnawaitedCallTests
{
    // Back takes _b, then _a; Forth holds _a.
    [Theory]
    [InlineData("a task that is dropped", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("a task that is kept", "Task _task; public void Forth() { lock (_a) { _task = {|MM1002:Begin|}(); } } async Task Begin() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("a task that is returned", "public Task Forth() { lock (_a) { return {|MM1002:Begin|}(); } } async Task Begin() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("async void", "public void Forth() { lock (_a) { {|MM1002:Begin|}(); } } async void Begin() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("an async method without await", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { lock (_b) { } }")]
    [InlineData("a lock in what is awaited", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { await Inner(); } Task Inner() { lock (_b) { } return Task.CompletedTask; }")]
    [InlineData("a lock in what an awaited async method begins with", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { await Inner(); } async Task Inner() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("an argument of what is awaited", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { await Task.Delay(Take()); } int Take() { lock (_b) { return 1; } }")]
    [InlineData("a first round of a loop", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { while (true) { lock (_b) { } await Task.Yield(); } }")]
    [InlineData("a stream that is asked for", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { await foreach (var one in Stream()) { } } IAsyncEnumerable<int> Stream() { lock (_b) { } return null; }")]
    [InlineData("a method that hands on a task", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } Task Begin() { lock (_b) { } return Later(); } async Task Later() { await Task.Yield(); lock (_c) { } }")]
    [InlineData("an async lambda", "public void Forth() { Func<Task> begin = async () => { lock (_b) { } await Task.Yield(); }; lock (_a) { _ = {|MM1002:begin|}(); } }")]
    [InlineData("an async local function", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } async Task Begin() { lock (_b) { } await Task.Yield(); } }")]
    [InlineData("a value task", "public void Forth() { lock (_a) { {|MM1002:Begin|}(); } } async ValueTask Begin() { lock (_b) { } await Task.Yield(); }")]
    [InlineData("an await in a lambda before", "public void Forth() { lock (_a) { _ = {|MM1002:Begin|}(); } } async Task Begin() { Func<Task> other = async () => await Task.Yield(); lock (_b) { } await other(); }")]
    public Task Reports_what_happens_at_once(string what, string members)
    {
        Assert.NotEmpty(what);
        return Verify.Rule<MM1002LockOrderCycle>(Frame(members));
    }

    [Theory]
    [InlineData("after an await", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await Task.Yield(); lock (_b) { } }")]
    [InlineData("after an await on one way", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { if (Free) { await Task.Yield(); } lock (_b) { } }")]
    [InlineData("under an await", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await foreach (var one in Stream()) { lock (_b) { } } } IAsyncEnumerable<int> Stream() => null;")]
    [InlineData("after an await using", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await using (Guard()) { } lock (_b) { } } IAsyncDisposable Guard() => null;")]
    [InlineData("an asynchronous wait", "readonly SemaphoreSlim _turn = new(1, 1); public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await _turn.WaitAsync(); _turn.Release(); } public void Back2() { _turn.Wait(); lock (_a) { } _turn.Release(); }")]
    [InlineData("an asynchronous wait handed on", "readonly SemaphoreSlim _turn = new(1, 1); public void Forth() { lock (_a) { _ = Begin(); } } Task Begin() => _turn.WaitAsync(); public void Back2() { _turn.Wait(); lock (_a) { } _turn.Release(); }")]
    [InlineData("what follows in an awaited method", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await Inner(); } async Task Inner() { await Task.Yield(); lock (_b) { } }")]
    [InlineData("what is handed on", "public void Forth() { lock (_a) { _ = Begin(); } } Task Begin() => Later(); async Task Later() { await Task.Yield(); lock (_b) { } }")]
    [InlineData("another thread", "public void Forth() { lock (_a) { _ = Begin(); } } async Task Begin() { await Task.Run(() => { lock (_b) { } }); }")]
    public Task Silent_about_what_happens_later(string what, string members)
    {
        Assert.NotEmpty(what);
        return Verify.Rule<MM1002LockOrderCycle>(Frame(members));
    }

    private static string Frame(string members) => "class Shop { readonly object _a = new(), _b = new(), _c = new(); public bool Free; public void Back() { lock (_b) { lock (_a) { } } } " + members + " }";
}
