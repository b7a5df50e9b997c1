using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using MmAnalyzers.Engine.Flow;
using MmAnalyzers.Engine.Source;
using MmAnalyzers.Tests.Engine.Source;

namespace MmAnalyzers.Tests.Engine.Flow;

public sealed class ForwardAnalysisTests
{
    // Each letter is a call; the words are the orders in which the body may make them, with `!` before those that leave by a throw.
    [Theory]
    [InlineData("A(); B();", "AB")]
    [InlineData("if (P) { A(); } else { B(); } C();", "AC BC")]
    [InlineData("if (false) { A(); } B();", "B")]
    [InlineData("while (P) { A(); } B();", "AB B")]
    [InlineData("do { A(); } while (P); B();", "AAB AB")]
    [InlineData("for (A(); P; C()) { B(); } D();", "ABCD AD")]
    [InlineData("while (true) { A(); if (P) { break; } B(); } C();", "ABAC AC")]
    [InlineData("while (P) { A(); if (P) { continue; } B(); } C();", "ABC AC C")]
    [InlineData("while (true) { A(); }", "")]
    [InlineData("foreach (var x in Xs) { A(); } B();", "AB B")]
    [InlineData("switch (N) { case 1: A(); break; case 2: B(); goto case 1; default: C(); return; } D();", "AD BAD C")]
    [InlineData("if (P) { A(); goto end; } B(); end: C();", "AC BC")]
    [InlineData("again: A(); if (P) { B(); goto again; } C();", "ABAC AC")]
    [InlineData("_ = P && A() > 0; B();", "AB B")]
    [InlineData("_ = N switch { 1 => A(), 2 => B(), _ => C() };", "A B C")]
    public void Follows_branches(string body, string words) => AssertWords(body, words);

    [Theory]
    [InlineData("try { A(); } finally { B(); } C();", "ABC")]
    [InlineData("try { A(); if (P) { return; } B(); } finally { C(); } D();", "ABCD AC")]
    [InlineData("try { try { A(); return; } finally { B(); } } finally { C(); }", "ABC")]
    [InlineData("try { A(); throw E(); } finally { B(); }", "!AEB")]
    [InlineData("try { try { throw E(); } finally { B(); } } finally { C(); }", "!EBC")]
    [InlineData("while (P) { try { A(); break; } finally { B(); } } C();", "ABC C")]
    [InlineData("while (P) { try { A(); continue; } finally { B(); } } C();", "ABC C")]
    [InlineData("try { A(); goto end; } finally { B(); } end: C();", "ABC")]
    [InlineData("try { A(); } finally { if (P) { B(); } else { C(); } } D();", "ABD ACD")]
    [InlineData("try { A(); } finally { while (P) { B(); } } C();", "ABC AC")]
    [InlineData("try { A(); } finally { throw E(); } B();", "")]
    [InlineData("try { A(); } finally { try { B(); } finally { C(); } } D();", "ABCD")]
    [InlineData("try { A(); } finally { try { throw E(); } catch { B(); } } C();", "ABC AEBC")]
    [InlineData("using (O()) { A(); return; }", "OA")]
    [InlineData("lock (this) { A(); if (P) { throw E(); } } B();", "AB !AE")]
    public void Runs_finally_blocks_on_every_way_out(string body, string words) => AssertWords(body, words);

    [Theory]
    [InlineData("try { A(); } catch { B(); } C();", "AC BC")]
    [InlineData("A(); try { B(); } catch { C(); } D();", "ABD ACD")]
    [InlineData("try { A(); throw E(); } catch { B(); } C();", "AEBC BC")]
    [InlineData("try { A(); } catch (System.Exception) { B(); throw; }", "A !B")]
    [InlineData("try { A(); } catch (System.Exception) { throw E(); } finally { C(); }", "AC !EC")]
    [InlineData("try { A(); return; } catch { B(); } C();", "A BC")]
    [InlineData("try { A(); } catch (System.Exception) when (F() > 0) { B(); } C();", "AC FBC")]
    [InlineData("try { A(); } catch (System.ArgumentException) { B(); } catch (System.Exception) { C(); } D();", "AD BD CD")]
    [InlineData("try { try { throw E(); } finally { B(); } } catch { C(); } D();", "CD EBCD")]
    [InlineData("try { try { A(); throw E(); } catch { B(); throw; } } catch { C(); } D();", "AEBCD BCD CD")]
    [InlineData("while (P) { try { A(); break; } catch { B(); continue; } finally { C(); } } D();", "ACD BCACD BCD D")]
    [InlineData("try { A(); } catch { try { B(); throw E(); } finally { C(); } }", "A !BEC")]
    public void Starts_handlers_from_the_try_and_from_its_throws(string body, string words) => AssertWords(body, words);

    [Fact]
    public void Gives_up_when_the_visits_do_not_suffice()
    {
        var graph = Graph("while (P) { A(); } B();");

        Assert.Null(ForwardAnalysis<TraceProblem.Words>.Run(graph, new TraceProblem(), maxVisits: 3, CancellationToken.None));
        Assert.NotNull(ForwardAnalysis<TraceProblem.Words>.Run(graph, new TraceProblem(), maxVisits: 100, CancellationToken.None));
    }

    [Fact]
    public void Honours_cancellation()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => ForwardAnalysis<TraceProblem.Words>.Run(Graph("A();"), new TraceProblem(), maxVisits: 100, source.Token));
    }

    [Fact]
    public void Visits_each_finally_once_for_each_state()
    {
        // 12 nested try/finally with a return in each: run along every edge anew, that were thousands of visits.
        var body = string.Concat(Enumerable.Range(0, 12).Select(_ => "try { if (P) { return; } ")) + "A(); " + string.Concat(Enumerable.Range(0, 12).Select(_ => "} finally { if (P) { B(); } } "));
        var graph = Graph(body.Replace("if (P) { B(); }", "if (P) { }", StringComparison.Ordinal));

        Assert.NotNull(ForwardAnalysis<TraceProblem.Words>.Run(graph, new TraceProblem(), maxVisits: graph.Blocks.Length * 4, CancellationToken.None));
    }

    private static void AssertWords(string body, string words)
    {
        var exits = ForwardAnalysis<TraceProblem.Words>.Run(Graph(body), new TraceProblem(), maxVisits: 10_000, CancellationToken.None);

        var found = exits!.SelectMany(exit => exit.State.All.Select(word => (exit.IsThrow ? "!" : string.Empty) + word)).Distinct();
        Assert.Equal(words.Split(' ').Order(StringComparer.Ordinal), found.DefaultIfEmpty(string.Empty).Order(StringComparer.Ordinal));
    }

    private static ControlFlowGraph Graph(string body)
    {
        var letters = string.Concat("ABCDF".Select(letter => $"static int {letter}() => 1; "));
        var compilation = Compiled.Library("lib", $$"""
            class Body
            {
                static bool P => System.Environment.TickCount > 0;
                static int N => System.Environment.TickCount;
                static int[] Xs => null;
                static System.Exception E() => null;
                static System.IDisposable O() => null;
                {{letters}}
                void M() { {{body}} }
            }
            """).WithoutErrors();
        var method = compilation.GetTypeByMetadataName("Body")!.GetMembers("M").Single();
        return Assert.Single(new BodyBinder(compilation).BodiesOf(method, default)).Graph;
    }
}
