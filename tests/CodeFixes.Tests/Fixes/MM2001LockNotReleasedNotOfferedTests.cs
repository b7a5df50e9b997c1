using MmAnalyzers.CodeFixes.Fixes;
using MmAnalyzers.Rules.Discipline;
using MmAnalyzers.TestKit;

namespace MmAnalyzers.CodeFixes.Tests.Fixes;

/// <summary>Leaks that are reported, and whose repair would change more than the leak.</summary>
public sealed class MM2001LockNotReleasedNotOfferedTests
{
    [Fact]
    public Task Offers_nothing_when_the_last_release_is_in_a_branch() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found)
                {
                    _count++;
                    Monitor.Exit(_desk);
                }
            }
        """);

    [Fact]
    public Task Offers_nothing_when_the_lock_is_given_back_for_a_while() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (!found)
                {
                    return;
                }

                while (_count > 0)
                {
                    Monitor.Exit(_desk);
                    Trace("waiting");
                    Monitor.Enter(_desk);
                }

                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_the_early_result_calls_something() => OffersNothing("""
            int Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found)
                {
                    Monitor.Exit(_desk);
                    return Compute();
                }

                if (_count > 3) return 3;
                Monitor.Exit(_desk);
                return 0;
            }
            int Compute() => 5;
        """);

    [Fact]
    public Task Offers_nothing_when_the_early_result_reads_a_computed_property() => OffersNothing("""
            int Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found)
                {
                    Monitor.Exit(_desk);
                    return Computed;
                }

                if (_count > 3) return 3;
                Monitor.Exit(_desk);
                return 0;
            }
            int Computed { get { lock (_gate) { return _count; } } }
        """);

    [Fact]
    public Task Offers_nothing_when_a_variable_is_used_at_length_behind() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return;
                var count = _count;
                Monitor.Exit(_desk);
                Trace("count");
                Trace(count.ToString());
            }
        """);

    [Fact]
    public Task Offers_nothing_when_the_result_behind_is_computed_from_a_variable() => OffersNothing("""
            string Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return "";
                var count = _count;
                Monitor.Exit(_desk);
                return Describe(count);
            }
            string Describe(int count) => count.ToString();
        """);

    [Fact]
    public Task Offers_nothing_when_a_using_declaration_would_end_earlier() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                using var file = new System.IO.MemoryStream();
                if (found) return;
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_the_section_awaits_under_a_thread_owned_lock() => OffersNothing("""
            async Task Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return;
                await Task.Yield();
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_across_directives() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
        #if !QUICK
                if (found) return;
        #endif
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_jump_leads_into_the_section() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) goto done;
                _count++;
                if (_count > 3) return;
            done:
                _count--;
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_break_stays_in_the_section() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return;
                while (true)
                {
                    if (_count == 1)
                    {
                        Monitor.Exit(_desk);
                        break;
                    }

                    if (_count == 2)
                    {
                        return;
                    }
                }

                Trace("unlocked");
                Monitor.Enter(_desk);
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_finally_ran_without_the_lock() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                try
                {
                    if (found)
                    {
                        Monitor.Exit(_desk);
                        return;
                    }

                    if (_count > 3) return;
                }
                finally
                {
                    Trace("scanned");
                }

                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_callee_gives_the_lock_back() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found)
                {
                    Leave();
                    return;
                }

                if (_count > 3) return;
                Monitor.Exit(_desk);
            }
            void Leave() { Monitor.Exit(_desk); }
        """);

    [Fact]
    public Task Offers_nothing_when_the_lock_has_a_second_name() => OffersNothing("""
            void Scan(bool found)
            {
                var desk = _desk;
                {|MM2001:Monitor.Enter|}(_desk);
                if (found)
                {
                    Monitor.Exit(desk);
                    return;
                }

                if (_count > 3) return;
                Monitor.Exit(_desk);
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_handler_around_gives_the_lock_back() => OffersNothing("""
            void Scan(bool found)
            {
                try
                {
                    {|MM2001:Monitor.Enter|}(_desk);
                    if (found) return;
                    _prices.Clear();
                    Monitor.Exit(_desk);
                }
                catch (InvalidOperationException)
                {
                    Monitor.Exit(_desk);
                }
            }
        """);

    [Fact]
    public Task Offers_nothing_when_a_comment_would_be_lost() => OffersNothing("""
            void Scan(bool found)
            {
                {|MM2001:Monitor.Enter|}(_desk);
                if (found) return;
                try // this is where it gets hard
                {
                    _count++;
                }
                finally
                {
                    Monitor.Exit(_desk);
                }
            }
        """);

    private static Task OffersNothing(string members) =>
        Verify.NoFix<MM2001LockNotReleased, MM2001LockNotReleasedCodeFix>(Desk.With(members));
}
