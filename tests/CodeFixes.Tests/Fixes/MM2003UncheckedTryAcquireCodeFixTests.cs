using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM2003UncheckedTryAcquireCodeFixTests
{
    [Fact]
    public Task Wraps_what_follows_up_to_the_release() => Fixes(
        """
            void Scan(decimal price)
            {
                Trace("scan");

                // Not for long.
                {|MM2003:Monitor.TryEnter|}(_desk, 100); // taken
                _prices.Add(price);

                // Done.
                Monitor.Exit(_desk); // given back
                Trace("scanned");
            }
        """,
        """
            void Scan(decimal price)
            {
                Trace("scan");

                // Not for long.
                if (Monitor.TryEnter(_desk, 100)) // taken
                {
                    _prices.Add(price);

                    // Done.
                    Monitor.Exit(_desk); // given back
                }
                Trace("scanned");
            }
        """);

    [Fact]
    public Task Wraps_a_try_with_its_finally() => Fixes(
        """
            void Scan(decimal price)
            {
                {|MM2003:_gate.TryEnter|}();
                try
                {
                    if (price < 0) return;
                    _prices.Add(price);
                }
                finally
                {
                    _gate.Exit();
                }
            }
        """,
        """
            void Scan(decimal price)
            {
                if (_gate.TryEnter())
                {
                    try
                    {
                        if (price < 0) return;
                        _prices.Add(price);
                    }
                    finally
                    {
                        _gate.Exit();
                    }
                }
            }
        """);

    [Fact]
    public Task Wraps_behind_the_flag() => Fixes(
        """
            void Scan(decimal price)
            {
                var taken = false;
                {|MM2003:Monitor.TryEnter|}(_desk, 100, ref taken);
                _prices.Add(price);
                Monitor.Exit(_desk);
            }
        """,
        """
            void Scan(decimal price)
            {
                var taken = false;
                Monitor.TryEnter(_desk, 100, ref taken);
                if (taken)
                {
                    _prices.Add(price);
                    Monitor.Exit(_desk);
                }
            }
        """);

    [Fact]
    public Task Wraps_what_is_awaited() => Fixes(
        """
            readonly SemaphoreSlim _permit = new(1, 1);
            async Task Scan(CancellationToken token)
            {
                await {|MM2003:_permit.WaitAsync|}(100, token).ConfigureAwait(false);
                await Task.Yield();
                _permit.Release();
            }
        """,
        """
            readonly SemaphoreSlim _permit = new(1, 1);
            async Task Scan(CancellationToken token)
            {
                if (await _permit.WaitAsync(100, token).ConfigureAwait(false))
                {
                    await Task.Yield();
                    _permit.Release();
                }
            }
        """);

    [Fact]
    public Task Fixes_all_of_a_file() => Fixes(
        """
            void Scan(decimal price)
            {
                {|MM2003:Monitor.TryEnter|}(_desk);
                _prices.Add(price);
                Monitor.Exit(_desk);
            }
            void Clear()
            {
                {|MM2003:_gate.TryEnter|}(5);
                _prices.Clear();
                _gate.Exit();
            }
        """,
        """
            void Scan(decimal price)
            {
                if (Monitor.TryEnter(_desk))
                {
                    _prices.Add(price);
                    Monitor.Exit(_desk);
                }
            }
            void Clear()
            {
                if (_gate.TryEnter(5))
                {
                    _prices.Clear();
                    _gate.Exit();
                }
            }
        """);

    [Theory]
    [InlineData("a value made inside", "int Scan() { {|MM2003:Monitor.TryEnter|}(_desk); var sum = _count; Monitor.Exit(_desk); return sum; }")]
    [InlineData("a variable set inside", "int Scan() { int sum; {|MM2003:Monitor.TryEnter|}(_desk); sum = _count; Monitor.Exit(_desk); return sum; }")]
    [InlineData("an end that is never reached", "int Scan() { {|MM2003:Monitor.TryEnter|}(_desk); try { return _count; } finally { Monitor.Exit(_desk); } }")]
    [InlineData("a release elsewhere", "void Scan() { {|MM2003:Monitor.TryEnter|}(_desk); if (_count > 0) { Monitor.Exit(_desk); } }")]
    [InlineData("a branch already there", "void Scan() { if (!{|MM2003:Monitor.TryEnter|}(_desk)) { _count++; } Monitor.Exit(_desk); }")]
    [InlineData("no release at all", "void Scan() { {|MM2003:Monitor.TryEnter|}(_desk); _count++; }")]
    [InlineData("a using declaration", "void Scan(IDisposable one) { {|MM2003:Monitor.TryEnter|}(_desk); using var two = one; _count++; Monitor.Exit(_desk); }")]
    [InlineData("a kept outcome", "void Scan() { var taken = {|MM2003:Monitor.TryEnter|}(_desk); _count++; Monitor.Exit(_desk); }")]
    [InlineData("a directive", "void Scan() {\n{|MM2003:Monitor.TryEnter|}(_desk);\n#if true\n_count++;\n#endif\nMonitor.Exit(_desk); }")]
    public Task Offers_nothing_for(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.NoFix<MM2003UncheckedTryAcquire, MM2003UncheckedTryAcquireCodeFix>(Desk.With(member));
    }

    private static Task Fixes(string member, string fixedMember) =>
        Verify.Fix<MM2003UncheckedTryAcquire, MM2003UncheckedTryAcquireCodeFix>(Desk.With(member), Desk.With(fixedMember));
}
