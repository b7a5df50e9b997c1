using System.Globalization;
using System.Text.RegularExpressions;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Tests.Engine.Options;

public sealed class OptionReaderTests
{
    public static TheoryData<string> Keys() => [.. OptionKeys.All.Select(key => key.Name)];

    [Fact]
    public void Nothing_stated_means_the_defaults()
    {
        Assert.Equal(EngineOptions.Default, new StatedOptions().Read());
        Assert.Equal(Budgets.Default, EngineOptions.Default.Budgets);
    }

    [Theory]
    [InlineData("concurrency", "Application")]
    [InlineData("max_cycle_length", "5")]
    [InlineData("report_through_calls", "false")]
    [InlineData("budget.operations", "50000")]
    [InlineData("budget.blocks", "16")]
    [InlineData("budget.disjuncts", "4")]
    [InlineData("budget.events", "512")]
    [InlineData("budget.critical_pairs", "32")]
    [InlineData("budget.trace_length", "20")]
    [InlineData("budget.scc_rounds", "3")]
    [InlineData("budget.reverse_bodies", "0")]
    [InlineData("budget.implementers", "32")]
    [InlineData("budget.cycle_expansions", "99")]
    [InlineData("budget.cycles", "1")]
    public void Good_value_has_an_effect_of_its_own(string key, string value)
    {
        var read = StatedOptions.Read("mm_analyzers." + key, value);

        Assert.Empty(read.Problems);
        Assert.NotEqual(EngineOptions.Default, read);
        Assert.Equal(read, StatedOptions.Read("MM_Analyzers." + key, $" {value} "));
    }

    [Theory, MemberData(nameof(Keys))]
    public void Bad_value_is_a_problem_that_names_the_allowed_ones(string name)
    {
        var key = OptionKeys.All.Single(candidate => candidate.Name == name);

        foreach (var value in new[] { "sometimes", string.Empty, "-1", "9999999", "1e3", "2.5" })
        {
            var read = StatedOptions.Read("mm_analyzers." + name, value);

            var problem = Assert.Single(read.Problems);
            Assert.Equal($"'{value}' is no value of 'mm_analyzers.{name}', which is {key.Allowed}", problem.Text);
            Assert.Null(problem.Place);
            Assert.Equal(EngineOptions.Default, read with { Problems = default });
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public void Bounds_of_numbers_are_inclusive(string name)
    {
        var bounds = Regex.Matches(OptionKeys.All.Single(candidate => candidate.Name == name).Allowed, "[0-9]+")
            .Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))
            .ToList();

        Assert.All(bounds, bound => Assert.Empty(Problems(bound)));
        if (bounds.Count > 0)
        {
            Assert.Single(Problems(bounds[0] - 1));
            Assert.Single(Problems(bounds[1] + 1));
        }

        ValueList<OptionProblem> Problems(int value) => StatedOptions.Read("mm_analyzers." + name, value.ToString(CultureInfo.InvariantCulture)).Problems;
    }

    [Theory]
    [InlineData("mm_analyzers.max_cyclelength", "there is no option 'mm_analyzers.max_cyclelength'; did you mean 'mm_analyzers.max_cycle_length'?")]
    [InlineData("mm_analyzers.operations", "there is no option 'mm_analyzers.operations'")]
    [InlineData("mm_analyzers.budgets.operations", "there is no option 'mm_analyzers.budgets.operations'; did you mean 'mm_analyzers.budget.operations'?")]
    [InlineData("mm_analyzers.colour", "there is no option 'mm_analyzers.colour'")]
    public void Unknown_key_is_a_problem_with_a_guess_if_one_is_near(string key, string expected)
    {
        Assert.Equal(expected, Assert.Single(StatedOptions.Read(key, "1").Problems).Text);
    }

    [Fact]
    public void Key_set_for_single_files_is_a_problem_unless_it_is_global_too()
    {
        var options = new StatedOptions
        {
            Global = { ["mm_analyzers.max_cycle_length"] = "3" },
            PerTree = { ["mm_analyzers.max_cycle_length"] = "3", ["mm_analyzers.concurrency"] = "tests", ["indent_size"] = "4" },
        };

        var read = options.Read();

        Assert.Equal(
            "'mm_analyzers.concurrency' is set for single files, where it has no effect: set it in a configuration file that starts with 'is_global = true'",
            Assert.Single(read.Problems).Text);
        Assert.Equal((3, ConcurrencyModel.Auto), (read.Budgets.CycleLength, read.Concurrency));
    }

    [Theory]
    [InlineData("", "", "", "Recommended", "Library")]
    [InlineData("strict", "", "Library", "Strict", "Library")]
    [InlineData("", "true", "Exe", "Tests", "Tests")]
    [InlineData("All", "True", "Exe", "All", "Tests")]
    [InlineData("", "false", "WinExe", "Recommended", "Application")]
    [InlineData("", "", "Exe", "Recommended", "Application")]
    public void Project_properties_decide_what_is_not_stated(string preset, string isTest, string output, string expectedPreset, string expectedConcurrency)
    {
        var read = new StatedOptions
        {
            Global = { ["build_property.MmAnalyzersPreset"] = preset, ["build_property.IsTestProject"] = isTest, ["build_property.OutputType"] = output },
        }.Read();

        Assert.Empty(read.Problems);
        Assert.Equal((expectedPreset, expectedConcurrency), (read.Preset, read.EffectiveConcurrency.ToString()));
    }

    [Fact]
    public void Stated_concurrency_wins_over_the_kind_of_project()
    {
        var read = new StatedOptions { Global = { ["build_property.IsTestProject"] = "true", ["mm_analyzers.concurrency"] = "library" } }.Read();

        Assert.Equal(ConcurrencyModel.Library, read.EffectiveConcurrency);
    }

    [Fact]
    public void Unknown_preset_is_a_problem()
    {
        var read = StatedOptions.Read("build_property.MmAnalyzersPreset", "Stict");

        Assert.Equal("'Stict' is no preset: MmAnalyzersPreset is one of Recommended, All, Strict, Tests, None", Assert.Single(read.Problems).Text);
        Assert.Equal("Recommended", read.Preset);
    }

    [Fact]
    public void Equal_statements_give_equal_options()
    {
        static EngineOptions Read(string identity) => new StatedOptions
        {
            Global = { ["mm_analyzers.budget.cycles"] = "3", ["mm_analyzers.wrong"] = "1" },
            Files = { ("a/mm.baseline.txt", $"MM1002 {identity}\nbroken") },
        }.Read();

        Assert.Equal(Read("F:A"), Read("F:A"));
        Assert.Equal(Read("F:A").GetHashCode(), Read("F:A").GetHashCode());
        Assert.NotEqual(Read("F:A"), Read("F:B"));
    }

    [Fact]
    public void Baselines_are_found_by_file_name_and_joined_in_order_of_paths()
    {
        var read = new StatedOptions
        {
            Files = { ("b/mm.baseline.txt", "MM1002 second"), ("a/MM.Baseline.txt", "MM1002 first"), ("a/other.txt", "not a baseline"), ("c/mm.baseline.txt", null) },
        }.Read();

        Assert.Equal(["first", "second"], read.Baseline.Select(entry => entry.Identity));
        Assert.Equal(("the file cannot be read", "c/mm.baseline.txt"), (Assert.Single(read.Problems).Text, read.Problems[0].Place?.Path));
    }
}
