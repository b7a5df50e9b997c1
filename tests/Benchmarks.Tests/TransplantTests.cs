using Microsoft.CodeAnalysis.CSharp;
using MmAnalyzers.Benchmarks.Corpora;
using MmAnalyzers.Benchmarks.Transplants;

namespace MmAnalyzers.Benchmarks.Tests;

/// <summary>Deadlocks get into code, and are counted right.</summary>
public sealed class TransplantTests
{
    private const string Members = """
            public void First() { lock (_a) { _count++; } }
            public void Second() { lock (_a) { _count--; } }
            public void Third() { lock (_b) { _count++; } }
            public void Fourth() { lock (_b) { _count--; } }
        """;

    private const string Pair = $$"""
        public class Shop
        {
            private readonly object _a = new();
            private readonly object _b = new();
            private int _count;
        {{Members}}
        }
        """;

    [Fact]
    public void Two_locks_without_an_order_get_both_and_it_is_found()
    {
        var outcomes = Measure(Pair);

        Assert.Equal([TransplantKind.NewPair, TransplantKind.Callback, TransplantKind.NewLock], outcomes.Select(outcome => outcome.Transplant.Kind));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Miss));
    }

    [Fact]
    public void Two_locks_with_an_order_get_the_other_one()
    {
        var outcome = Measure(Pair.Replace("{ lock (_a) { _count++; } }", "{ lock (_a) { Third(); } }", StringComparison.Ordinal))[0];

        Assert.Equal(TransplantKind.OppositeOrder, outcome.Transplant.Kind);
        Assert.Equal("Fourth", outcome.Transplant.Members[0].Name);
        Assert.True(outcome.IsFound);
    }

    [Fact]
    public void A_semaphore_is_taken_twice_and_left_behind()
    {
        var outcomes = Measure("""
            using System.Threading;

            public class Gate
            {
                private readonly SemaphoreSlim _one = new(1, 1);
                private int _count;

                public void Up()
                {
                    _one.Wait();
                    try
                    {
                        _count++;
                    }
                    finally
                    {
                        _one.Release();
                    }
                }

                public int Down()
                {
                    _one.Wait();
                    var left = --_count;
                    _one.Release();
                    return left;
                }
            }
            """);

        Assert.Equal([TransplantKind.NewLock, TransplantKind.SelfDeadlock, TransplantKind.Leak], outcomes.Select(outcome => outcome.Transplant.Kind));
        Assert.All(outcomes, outcome => Assert.Null(outcome.Miss));
    }

    [Fact]
    public void A_child_calls_its_parent_back()
    {
        var outcomes = Measure("""
            public class Parent
            {
                private readonly object _gate = new();
                private readonly Child _child;
                private int _count;

                public Parent(Child child) => _child = child;

                public void Up() { lock (_gate) { _count++; } }
                public void Down() { lock (_gate) { _count--; } }
            }

            public class Child
            {
                private readonly object _gate = new();
                private int _count;

                public void Up() { lock (_gate) { _count++; } }
                public void Down() { lock (_gate) { _count--; } }
            }
            """);

        Assert.True(outcomes.Single(outcome => outcome.Transplant.Kind == TransplantKind.AcrossTypes).IsFound);
    }

    [Fact]
    public void Strangers_get_to_know_each_other()
    {
        var stranger = Pair.Replace("Shop", "Stock", StringComparison.Ordinal).Replace("private readonly object _b = new();", string.Empty, StringComparison.Ordinal).Replace("_b", "_a", StringComparison.Ordinal);

        var outcomes = Measure(stranger + stranger.Replace("Stock", "Till", StringComparison.Ordinal));

        Assert.Equal([TransplantKind.Peers, TransplantKind.NewLock], outcomes.Select(outcome => outcome.Transplant.Kind).Distinct().Order().Reverse());
        Assert.All(outcomes, outcome => Assert.Null(outcome.Miss));
    }

    [Theory]
    [InlineData("_count += Missing()", "_count -= Missing()", "private int _count;")]
    [InlineData("_stock.Add()", "_stock.Remove()", "private Missing _stock;")]
    public void A_body_that_does_not_compile_is_a_miss_and_says_so(string up, string down, string field)
    {
        var outcomes = Measure(Pair.Replace("_count++", up, StringComparison.Ordinal).Replace("_count--", down, StringComparison.Ordinal).Replace("private int _count;", field, StringComparison.Ordinal));

        Assert.Contains(outcomes, outcome => !outcome.IsFound);
        Assert.All(outcomes.Where(outcome => !outcome.IsFound), outcome => Assert.Equal(Judge.DoesNotBind, outcome.Miss));
    }

    [Fact]
    public void Nothing_is_put_in_where_one_member_takes_one_lock() => Assert.Empty(Measure("""
        public class Alone
        {
            private readonly object _a = new();
            private int _count;
            public void First() { lock (_a) { _count++; } }
        }
        """));

    [Fact]
    public void An_iterator_is_no_way_to_a_lock_for_its_caller() => Assert.Empty(Measure("""
        using System.Collections.Generic;

        public class Items
        {
            private readonly object _a = new();
            private int _count;
            public IEnumerable<int> All() { lock (_a) { yield return _count; } }
            public void Other() { _count++; }
        }
        """));

    [Fact]
    public void One_seed_makes_one_choice()
    {
        string[] Places(int seed) => [.. Measure(Pair, seed).Select(outcome => outcome.Transplant.Place)];

        Assert.Equal(Places(7), Places(7));
    }

    [Fact]
    public void The_report_counts_what_was_missed()
    {
        var made = Measure(Pair)[0];
        using var output = new StringWriter();

        TransplantReport.Write([made, made with { Miss = Judge.Silent }], 3, output);

        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Contains("ratio transplants.found 0.500 goal 0.700", lines);
        Assert.Contains("count transplants.made 2 expected -", lines);
        Assert.Contains("count transplants.dropped 3 expected -", lines);
        Assert.Contains("| code | NewPair | 2 | 1 | 0 | 0 | 1 |", lines);
        Assert.Contains(lines, line => line.StartsWith("missed: code NewPair Code.cs:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("    Code.cs:", StringComparison.Ordinal) && line.Contains("lock (", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Outcome> Measure(string source, int seed = 1)
    {
        var corpus = Corpus.Of("code", [CSharpSyntaxTree.ParseText(source, path: "Code.cs")], FrameworkReferences.All, isNullable: false);
        return new TransplantBenchmark(new() { Seed = seed }, TextWriter.Null).Measure(corpus);
    }
}
