using Microsoft.CodeAnalysis.Text;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Tests.Engine.Options;

public sealed class LocksFileTests
{
    [Theory]
    [InlineData("acquires Acme.Lib.Enter", "Acquires Acme.Lib Enter  ")]
    [InlineData("acquires Acme.Lib.Enter lock=Acme.Lib.Gate mode=read when=true try=yes", "Acquires Acme.Lib Enter Acme.Lib.Gate read true try ")]
    [InlineData("  releases\tAcme.Lib`1.Exit(System.Int32,`0)   # why", "Releases Acme.Lib`1 Exit System.Int32,`0  ")]
    [InlineData("blocks Acme.Lib.Wait on=this", "Blocks Acme.Lib Wait this ")]
    [InlineData("no-effect Acme.Lib.#ctor", "NoEffect Acme.Lib .ctor ")]
    [InlineData("runs-now Acme.Bus.Publish``1 callback=handler", "RunsNow Acme.Bus Publish handler ")]
    [InlineData("runs-elsewhere Acme.Bus.Publish", "RunsElsewhere Acme.Bus Publish ")]
    [InlineData("runs-on-use Acme.Bus.Publish", "RunsOnUse Acme.Bus Publish ")]
    [InlineData("runs-later Acme.Queue.Post callback=this", "RunsLater Acme.Queue Post this ")]
    public void Reads_a_statement_about_a_member(string line, string expected)
    {
        var file = Parse("# heading\n\n" + line);

        Assert.Empty(file.Problems);
        var entry = Assert.Single(file.Entries);
        Assert.Equal(Squeezed(expected), Squeezed(Text(entry)));
        Assert.Equal(("dir/acme.mmlocks.txt", 3), (entry.Place.Path, entry.Place.Line));
    }

    [Fact]
    public void Statement_about_a_lock_type_is_one_about_each_of_its_methods()
    {
        var file = Parse("lock Acme.Latch acquire=Enter,EnterAsync release=Exit try=TryEnter acquire-read=Share try-read=TryShare release-read=Unshare reentrant=no");

        Assert.Empty(file.Problems);
        Assert.Equal(
            [
                "Lock Acme.Latch no",
                "Acquires Acme.Latch Enter this write",
                "Acquires Acme.Latch EnterAsync this write",
                "Acquires Acme.Latch Share this read",
                "Releases Acme.Latch Exit this write",
                "Releases Acme.Latch Unshare this read",
                "Acquires Acme.Latch TryEnter this write true try",
                "Acquires Acme.Latch TryShare this read true try",
            ],
            file.Entries.Select(entry => Squeezed(Text(entry))));
    }

    [Theory]
    [InlineData("aquires Acme.Lib.Enter", "a line cannot start with 'aquires'; did you mean 'acquires'?")]
    [InlineData("Acme.Lib.Enter acquires", "a line starts with one of lock, acquires, releases, blocks, no-effect, runs-now, runs-elsewhere, runs-on-use, runs-later, not with 'Acme.Lib.Enter'")]
    [InlineData("acquires", "after 'acquires' comes a member such as 'Acme.Bus.Publish'")]
    [InlineData("acquires # all", "after 'acquires' comes a member such as 'Acme.Bus.Publish'")]
    [InlineData("acquires Enter", "after 'acquires' comes a member such as 'Acme.Bus.Publish', and 'Enter' is none")]
    [InlineData("acquires Acme.Lib.Enter(", "after 'acquires' comes a member such as 'Acme.Bus.Publish', and 'Acme.Lib.Enter(' is none")]
    [InlineData("lock Acme.Latch.Enter()", "after 'lock' comes a type such as 'Acme.Latch', and 'Acme.Latch.Enter()' is none")]
    [InlineData("lock Acme.Latch", "a lock needs a method that takes it, as in 'acquire=Enter'")]
    [InlineData("lock Acme.Latch release=Exit", "a lock needs a method that takes it, as in 'acquire=Enter'")]
    [InlineData("lock Acme.Latch acquire=", "'' is no value of 'acquire', which is one or more method names with commas between them")]
    [InlineData("lock Acme.Latch acquires=Enter", "'lock' has no key 'acquires'; did you mean 'acquire'?")]
    [InlineData("acquires Acme.Lib.Enter mode=shared", "'shared' is no value of 'mode', which is 'write', 'read' or 'upgradeable'")]
    [InlineData("acquires Acme.Lib.Enter mode", "'' is no value of 'mode', which is 'write', 'read' or 'upgradeable'")]
    [InlineData("acquires Acme.Lib.Enter mode=read mode=read", "'mode' is said twice")]
    [InlineData("acquires Acme.Lib.Enter colour=red", "'acquires' has no key 'colour'; there is lock, mode, when, try")]
    [InlineData("no-effect Acme.Lib.Enter mode=read", "'no-effect' has no key 'mode'")]
    [InlineData("no-effect Acme.Lib.Enter really", "'really' is too much: what follows the name looks like 'key=value', and a note starts with '#'")]
    public void Says_where_and_why_a_line_is_not_understood(string line, string expected)
    {
        var file = Parse("runs-now Acme.Bus.Publish\n" + line);

        var problem = Assert.Single(file.Problems);
        Assert.Equal(expected, problem.Text);
        Assert.Equal(("dir/acme.mmlocks.txt", 2, new TextSpan(26, line.Length)), (problem.Place!.Path, problem.Place.Line, problem.Place.Span));
        Assert.Single(file.Entries);
    }

    [Fact]
    public void Files_are_found_by_the_end_of_their_names_and_equal_ones_are_equal()
    {
        static EngineOptions Read(string member) => new StatedOptions
        {
            Files = { ("b.mmlocks.txt", $"acquires Acme.Lib.{member}"), ("a/x.MMLOCKS.txt", "runs-now Acme.Bus.Publish"), ("mmlocks.txt", "nothing"), ("c.mmlocks.txt", null) },
        }.Read();

        Assert.Equal(["Publish", "Enter"], Read("Enter").Locks.Select(entry => entry.Member));
        Assert.Equal("the file cannot be read", Assert.Single(Read("Enter").Problems).Text);
        Assert.Equal(Read("Enter"), Read("Enter"));
        Assert.NotEqual(Read("Enter"), Read("Leave"));
    }

    private static LocksFile Parse(string text) => LocksFile.Parse("dir/acme.mmlocks.txt", SourceText.From(text));

    private static string Text(LocksEntry entry) =>
        $"{entry.Verb} {entry.Type} {entry.Member} {entry.Parameters} {entry.Subject} {entry.Mode} {entry.When} {(entry.IsTry ? "try" : string.Empty)} {entry.IsReentrant switch { true => "yes", false => "no", _ => string.Empty }}";

    private static string Squeezed(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
