using System.Globalization;
using Microsoft.CodeAnalysis;
using MmAnalyzers.Rules;

namespace MmAnalyzers.Conventions.Tests.Catalogue;

/// <summary>Everything that belongs to an id is there and agrees; the name of a failing test holds the id.</summary>
public sealed class CatalogueTests
{
    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Id_has_one_rule_in_the_folder_of_its_range(string id)
    {
        var owners = RuleCatalogue.All.Where(rule => rule.Descriptors.Any(descriptor => descriptor.Id == id)).Select(rule => rule.GetType()).ToList();
        Assert.True(owners.Count == 1, $"{id} is reported by {owners.Count} rules; one must be in RuleCatalogue.All.");
        var expected = $"analyzers/Rules/{RuleIndex.Of(id).Theme}/{owners[0].Name}.cs";
        Assert.True(File.Exists(Repo.PathOf(expected)), $"{id}: {expected} is missing.");
    }

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Descriptor_has_category_help_link_and_texts(string id)
    {
        var descriptor = Descriptor(id);
        Assert.Equal(RuleDescriptor.Category(id), descriptor.Category);
        Assert.Equal(RuleDescriptor.HelpLinkBase + id + ".md", descriptor.HelpLinkUri);
        Assert.NotEmpty(descriptor.Title.ToString(CultureInfo.InvariantCulture));
        Assert.NotEmpty(descriptor.Description.ToString(CultureInfo.InvariantCulture));
        Assert.DoesNotContain('\n', descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture));
    }

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Release_row_agrees_in_category_and_severity(string id)
    {
        var descriptor = Descriptor(id);
        Assert.True(ReleaseNotes.Rows().TryGetValue(id, out var row), $"{id} has no row in analyzers/AnalyzerReleases.Unshipped.md.");
        Assert.Equal((descriptor.Category, descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "Disabled"), row);
    }

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Page_opens_with_id_and_title(string id)
    {
        var page = RuleIndex.Of(id).Page;
        Assert.True(File.Exists(Repo.PathOf(page)), $"{page} is missing.");
        Assert.Equal($"# {id}: {Descriptor(id).Title}", File.ReadLines(Repo.PathOf(page)).First());
    }

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Rule_has_a_test_class(string id) => AssertTests("tests/Analyzers.Tests", id);

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Fix_has_a_test_class(string id)
    {
        if (RuleIndex.Of(id).Fixes.Count > 0)
        {
            AssertTests("tests/CodeFixes.Tests", id);
        }
    }

    [Theory, MemberData(nameof(RuleIndex.Ids), MemberType = typeof(RuleIndex))]
    public void Rule_has_a_fix_or_a_reason_for_having_none(string id)
    {
        var entry = RuleIndex.Of(id);
        Assert.True(
            entry.Fixes.Count > 0 != entry.NoFixReason is { Length: > 0 },
            $"{id}: {entry.Fixes.Count} fixes, reason for none in NoFix: {entry.NoFixReason ?? "(none)"}. Exactly one of the two must be there.");
    }

    [Fact]
    public void Every_descriptor_and_row_and_page_has_an_id()
    {
        var known = RuleIndex.Entries.Select(entry => entry.Id).ToHashSet();
        var named = RuleCatalogue.All.SelectMany(rule => rule.Descriptors).Select(descriptor => descriptor.Id)
            .Concat(ReleaseNotes.Rows().Keys)
            .Concat(CodeFixes.NoFix.Reasons.Keys)
            .Concat(Repo.Files("docs/rules", ".md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name.StartsWith("MM", StringComparison.Ordinal)));
        Findings.None(named.Where(id => !known.Contains(id)).Select(id => $"{id} is not in RuleIds."));
    }

    [Fact]
    public void No_id_is_both_live_and_reported_at_the_end()
    {
        var kinds = RuleCatalogue.All.SelectMany(rule => rule.Descriptors)
            .Select(descriptor => (descriptor.Id, IsAtEnd: descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd))).Distinct().ToLookup(kind => kind.Id);
        Findings.None(kinds.Where(kind => kind.Count() > 1).Select(kind => kind.Key));
    }

    [Fact]
    public void The_catalogue_is_in_order_of_id() =>
        Assert.Equal(RuleCatalogue.All.Select(FirstId).Order(StringComparer.Ordinal), RuleCatalogue.All.Select(FirstId));

    [Fact]
    public void Table_in_the_readme_says_what_the_descriptors_say() =>
        Accepted.Check("README.md", ReadmeTable.Rewrite(Repo.Read("README.md"), RuleIndex.Entries));

    private static string FirstId(LockRule rule) => rule.Descriptors[0].Id;

    private static DiagnosticDescriptor Descriptor(string id)
    {
        var descriptor = RuleIndex.Of(id).Descriptor;
        Assert.True(descriptor is not null, $"No rule of RuleCatalogue.All has a descriptor for {id}.");
        return descriptor;
    }

    private static void AssertTests(string folder, string id)
    {
        var files = Repo.Files(folder, "Tests.cs").Where(file => Path.GetFileName(file).StartsWith(id, StringComparison.Ordinal)).ToList();
        Assert.True(
            files.Any(file => Repo.Read(file) is var text && (text.Contains("[Fact", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal))),
            $"{id} has no tests: no {folder}/**/{id}*Tests.cs with a fact or theory.");
    }
}
