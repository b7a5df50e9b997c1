using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Locks;
using MmAnalyzers.Engine.Ordering;
using MmAnalyzers.Engine.Summaries;
using MmAnalyzers.Rules.Ordering;
using static MmAnalyzers.Tests.Engine.Ordering.EdgeBuilder;

namespace MmAnalyzers.Tests.Engine.Ordering;

public class CycleStoryTests
{
    private static readonly SyntaxTree A = File("A.cs");
    private static readonly SyntaxTree B = File("B.cs");
    private static readonly LockRef X = new(new("F:App.A._x", "A._x", PrimitiveKind.Monitor), AccessPath.This());
    private static readonly LockRef Y = new(new("F:App.B._y", "B._y", PrimitiveKind.Monitor), AccessPath.This());

    [Fact]
    public void Tells_both_threads_in_one_line() =>
        Assert.Equal(
            "Deadlock: 'A.Run' holds 'A._x' (A.cs:12) and takes 'B._y' via 'B.Add' (B.cs:40), while 'B.Flush' holds 'B._y' (B.cs:55) and takes 'A._x' (A.cs:31)",
            Describe(Cycle()).GetMessage(null));

    [Fact]
    public void Tells_three_threads_in_one_line()
    {
        var story = Tell(LockCycle.Of([Edge("L", "M", 1), Edge("M", "N", 5), Edge("N", "L", 9)]));

        Assert.Equal(
            "'C.Run' holds 'L' (A.cs:1) and takes 'M' (A.cs:2), while 'C.Run' holds 'M' (A.cs:5) and takes 'N' (A.cs:6), and 'C.Run' holds 'N' (A.cs:9) and takes 'L' (A.cs:10)",
            story.Message);
    }

    [Fact]
    public void Reports_at_the_call_with_every_step_behind()
    {
        var diagnostic = Describe(Cycle());

        Assert.Equal("(13,1)", Start(diagnostic.Location));
        Assert.Equal(["(12,1)", "(13,1)", "(40,1)", "(55,1)", "(31,1)"], diagnostic.AdditionalLocations.Select(Start));
    }

    [Fact]
    public void Puts_each_step_into_the_properties()
    {
        var properties = Describe(Cycle()).Properties;

        Assert.Equal("F:App.A._x>X|F:App.B._y>X", properties["mm.identity"]);
        Assert.Equal("2", properties["mm.threads"]);
        Assert.Equal("1|acquire|A._x|A.Run (A.cs:12)", properties["mm.step.0"]);
        Assert.Equal("1|call|B._y|A.Run (A.cs:13)", properties["mm.step.1"]);
        Assert.Equal("1|wait|B._y|B.Add (B.cs:40)", properties["mm.step.2"]);
        Assert.Equal("2|acquire|B._y|B.Flush (B.cs:55)", properties["mm.step.3"]);
        Assert.Equal("2|wait|A._x|B.Flush (A.cs:31)", properties["mm.step.4"]);
        Assert.Equal(7, properties.Count);
    }

    [Fact]
    public void Starts_with_the_thread_in_hand_written_code()
    {
        var cycle = Cycle();
        cycle = cycle with { Edges = [cycle.Edges[0] with { IsGenerated = true }, cycle.Edges[1]] };

        Assert.StartsWith("Deadlock: 'B.Flush' holds 'B._y'", Describe(cycle).GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Silent_when_all_code_of_the_cycle_is_generated()
    {
        var cycle = Cycle();
        cycle = cycle with { Edges = [.. cycle.Edges.Select(edge => edge with { IsGenerated = true })] };

        Assert.Null(MM1002LockOrderCycle.Describe(cycle, Compilation(A, B)));
    }

    [Fact]
    public void Silent_when_all_code_of_the_cycle_is_in_another_project() =>
        Assert.Null(MM1002LockOrderCycle.Describe(Cycle(), Compilation()));

    [Fact]
    public void Turns_places_of_other_projects_into_places_in_files()
    {
        var diagnostic = MM1002LockOrderCycle.Describe(Cycle(), Compilation(A))!;

        Assert.Equal("(13,1)", Start(diagnostic.Location));
        var foreign = diagnostic.AdditionalLocations[2];
        Assert.Equal(LocationKind.ExternalFile, foreign.Kind);
        Assert.Equal("/src/B.cs", foreign.GetLineSpan().Path);
        Assert.Equal("(40,1)", Start(foreign));
        Assert.Equal(LocationKind.SourceFile, diagnostic.AdditionalLocations[0].Kind);
    }

    [Fact]
    public void Tells_apart_locks_of_one_name()
    {
        var one = new LockRef(new("F:App.Left.Pool._gate", "Pool._gate", PrimitiveKind.Monitor), AccessPath.This());
        var other = new LockRef(new("F:App.Right.Pool._gate", "Pool._gate", PrimitiveKind.Monitor), AccessPath.This());

        var story = Tell(LockCycle.Of([Edge(one, other), Edge(other, one)]));

        Assert.Contains("holds 'Left.Pool._gate'", story.Message, StringComparison.Ordinal);
        Assert.Contains("takes 'Right.Pool._gate'", story.Message, StringComparison.Ordinal);
        Assert.StartsWith("1|acquire|Left.Pool._gate|", story.Properties["mm.step.0"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_by_the_whole_id_when_nothing_shorter_differs()
    {
        var names = new LockNames([new("T:App.C", "C", PrimitiveKind.Monitor), new("F:App.C", "C", PrimitiveKind.Monitor)]);

        Assert.Equal("F:App.C", names[new("F:App.C", "C", PrimitiveKind.Monitor)]);
    }

    [Fact]
    public void Keeps_a_call_path_that_fits() =>
        Assert.Contains(" via 'Callee00.Go' -> 'Callee01.Go' (A.cs:3)", Tell(LockCycle.Of([Long(X, Y, 2), Edge(Y, X)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Cuts_the_middle_of_a_long_call_path()
    {
        var message = Describe(LockCycle.Of([Long(X, Y, 40), Edge(Y, X).Through(Site(A, 31, "B.Flush"))])).GetMessage(null);

        Assert.InRange(message.Length, 370, 400);
        Assert.Matches(@"takes 'B\._y' via 'Callee00\.Go' -> .* -> \.\.\. -> .* -> 'Callee39\.Go' \(A\.cs:41\), while", message);
    }

    [Fact]
    public void Keeps_every_lock_of_eight_threads_within_the_limit()
    {
        var refs = Enumerable.Range(0, 8).Select(i => Static($"SubsystemNumber{i}._stateGate")).ToArray();
        var cycle = LockCycle.Of([.. refs.Select((held, i) => Long(held, refs[(i + 1) % 8], 9))]);

        var message = Describe(cycle).GetMessage(null);

        Assert.True(message.Length <= 400, message);
        Assert.StartsWith("Deadlock: 8 threads, each holding one lock and taking the next: 'Sub", message, StringComparison.Ordinal);
        Assert.All(refs, held => Assert.Contains($"'{held.Class.Name}'", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_how_many_more_cycles_there_are() =>
        Assert.EndsWith("(A.cs:31); 3 more cycles among these locks", Describe(Cycle() with { Omitted = 3 }).GetMessage(null), StringComparison.Ordinal);

    private static LockCycle Cycle()
    {
        var there = Edge(X, Y).Through(Site(A, 13, "A.Run"), Site(B, 40, "B.Add"));
        var back = Edge(Y, X).Through(Site(A, 31, "B.Flush"));
        return LockCycle.Of([
            there with { From = there.From with { AcquiredAt = Site(A, 12, "A.Run") } },
            back with { From = back.From with { AcquiredAt = Site(B, 55, "B.Flush") } }]);
    }

    private static LockEdge Long(LockRef from, LockRef to, int calls) =>
        Edge(from, to).Through([Site(A, 1, "A.Run"), .. Enumerable.Range(0, calls).Select(i => Site(A, i + 2, $"Callee{i:00}.Go"))]);

    private static CycleStory Tell(LockCycle cycle) => CycleStory.Tell(cycle, cycle.Edges[0], Compilation(A, B), prefixLength: 10);

    private static Diagnostic Describe(LockCycle cycle)
    {
        var diagnostic = MM1002LockOrderCycle.Describe(cycle, Compilation(A, B));
        Assert.NotNull(diagnostic);
        return diagnostic;
    }

    private static string Start(Location location)
    {
        var start = location.GetLineSpan().StartLinePosition;
        return $"({start.Line + 1},{start.Character + 1})";
    }
}
