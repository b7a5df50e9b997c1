using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

public sealed class MM2011ReleaseNotInFinallyCodeFixTests
{
    [Fact]
    public Task Makes_a_lock_statement() => Fixes(
        """
            void Scan(string price)
            {
                {|MM2011:Monitor.Enter|}(_desk); // taken

                // Add it.
                _prices.Add(decimal.Parse(price));
                Monitor.Exit(_desk);
                Trace("scanned");
            }
        """,
        """
            void Scan(string price)
            {
                lock (_desk) // taken
                {
                    // Add it.
                    _prices.Add(decimal.Parse(price));
                }
                Trace("scanned");
            }
        """);

    [Fact]
    public Task Makes_a_finally_and_takes_the_result_along() => Fixes(
        """
            readonly SemaphoreSlim _permit = new(1, 1);
            async Task<decimal> Scan(string price)
            {
                await {|MM2011:_permit.WaitAsync|}();
                var value = decimal.Parse(price);
                _permit.Release();
                return value;
            }
        """,
        """
            readonly SemaphoreSlim _permit = new(1, 1);
            async Task<decimal> Scan(string price)
            {
                await _permit.WaitAsync();
                try
                {
                    var value = decimal.Parse(price);
                    return value;
                }
                finally
                {
                    _permit.Release();
                }
            }
        """);

    [Fact]
    public Task Fixes_all_of_a_file() => Fixes(
        """
            void Scan(string price)
            {
                {|MM2011:Monitor.Enter|}(_desk);
                _prices.Add(decimal.Parse(price));
                Monitor.Exit(_desk);
            }
            void Drop(string price)
            {
                {|MM2011:_gate.Enter|}();
                _prices.Remove(decimal.Parse(price));
                _gate.Exit();
            }
        """,
        """
            void Scan(string price)
            {
                lock (_desk)
                {
                    _prices.Add(decimal.Parse(price));
                }
            }
            void Drop(string price)
            {
                lock (_gate)
                {
                    _prices.Remove(decimal.Parse(price));
                }
            }
        """);

    [Theory]
    [InlineData("a value used behind", "void Scan(string price) { {|MM2011:Monitor.Enter|}(_desk); var value = decimal.Parse(price); Monitor.Exit(_desk); Trace(value.ToString()); }")]
    [InlineData("an attempt", "void Scan(string price) { if ({|MM2011:Monitor.TryEnter|}(_desk)) { decimal.Parse(price); Monitor.Exit(_desk); } }")]
    [InlineData("wrappers", "void Scan(string price) { {|MM2011:Take|}(); decimal.Parse(price); Give(); } void Take() => Monitor.Enter(_desk); void Give() => Monitor.Exit(_desk);")]
    [InlineData("a label", "void Scan(string price) { {|MM2011:Monitor.Enter|}(_desk); if (_count > 0) { goto end; } decimal.Parse(price); end: Monitor.Exit(_desk); }")]
    public Task Offers_nothing_for(string why, string member)
    {
        Assert.NotEmpty(why);
        return Verify.NoFix<MM2011ReleaseNotInFinally, MM2011ReleaseNotInFinallyCodeFix>(Desk.With(member));
    }

    private static Task Fixes(string member, string fixedMember) =>
        Verify.Fix<MM2011ReleaseNotInFinally, MM2011ReleaseNotInFinallyCodeFix>(Desk.With(member), Desk.With(fixedMember));
}
