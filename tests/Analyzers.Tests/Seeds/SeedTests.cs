using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace MmAnalyzers.Tests.Seeds;

/// <summary>Recall: how many of the seeded deadlocks are found, and that their repaired twins are left alone.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    /// <summary>Every seed by name.</summary>
    public static TheoryData<string> All => [.. SeedCatalogue.All.Select(seed => seed.Name)];

    /// <summary>The seeds whose rules exist.</summary>
    public static TheoryData<string> Due => [.. SeedCatalogue.All.Where(seed => !seed.Later).Select(seed => seed.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Compiles_broken_and_repaired(string name)
    {
        var seed = Named(name);

        Assert.Empty(Library.Errors(seed.Source));
        Assert.Empty(Library.Errors(seed.Twin));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Repair_touches_only_places_that_are_there(string name)
    {
        var text = Named(name).Source;
        Assert.NotEmpty(Named(name).Repair);
        foreach (var edit in Named(name).Repair)
        {
            Assert.Equal(2, text.Split(edit.From).Length);
            text = text.Replace(edit.From, edit.To, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Due))]
    public void Reports_the_seed(string name)
    {
        var seed = Named(name);

        var found = Library.Analyze(seed.Source);

        Assert.True(found.Any(one => seed.AnyOf.Contains(one.Id)), $"{seed.Story}\nexpected {string.Join(" or ", seed.AnyOf)}, got: {Told(found)}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Silent_when_repaired(string name)
    {
        var found = Library.Accuse(Named(name).Twin);

        Assert.True(found.Count == 0, Told(found));
    }

    [Fact]
    public void Score_is_told_and_covers_every_seed_that_is_due()
    {
        var missed = SeedCatalogue.All.Where(seed => !Library.Analyze(seed.Source).Any(one => seed.AnyOf.Contains(one.Id))).ToList();

        output.WriteLine($"seeds found {SeedCatalogue.All.Count - missed.Count} of {SeedCatalogue.All.Count}");
        missed.ForEach(seed => output.WriteLine($"missed: {seed.Name} ({string.Join(" or ", seed.AnyOf)}{(seed.Later ? ", rule not built yet" : "")})"));
        Assert.Equal(22, SeedCatalogue.All.Count);
        Assert.DoesNotContain(missed, seed => !seed.Later);
    }

    private static Seed Named(string name) => SeedCatalogue.All.Single(seed => seed.Name == name);

    private static string Told(IEnumerable<Diagnostic> found) => string.Join('\n', found.Select(one => one.ToString()));
}
