using System.Reflection;
using MmAnalyzers.Engine;
using MmAnalyzers.Engine.Options;

namespace MmAnalyzers.Tests.Engine.Options;

public sealed class BudgetsTests
{
    private static readonly Dictionary<string, string> NotForUsers = new(StringComparer.Ordinal)
    {
        [nameof(Budgets.BlockVisits)] = "a guard against an analysis that does not converge; more would not find more",
        [nameof(Budgets.WrapperRounds)] = "part of what the prefilter means by a wrapper",
    };

    [Fact]
    public void Every_default_lies_within_the_range_of_its_key()
    {
        Assert.All(Caps(), cap => Assert.True((int)cap.GetValue(Budgets.Default)! > 0, cap.Name));
        Assert.All(
            OptionKeys.All.Where(key => key.Name.StartsWith("budget.", StringComparison.Ordinal)),
            key => Assert.Equal(EngineOptions.Default, key.Apply(EngineOptions.Default, DefaultOf(key.Name).ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Every_cap_has_a_key_or_a_reason_to_have_none()
    {
        var keys = OptionKeys.All.Select(key => CapOf(key.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // The length of cycles has a key of its own, since it changes what is found and not only what is given up.
        Assert.Equal(
            [nameof(Budgets.CycleLength), .. NotForUsers.Keys],
            Caps().Select(cap => cap.Name).Where(name => !keys.Contains(name)).OrderBy(name => name != nameof(Budgets.CycleLength)).ThenBy(name => name, StringComparer.Ordinal));
    }

    private static IEnumerable<PropertyInfo> Caps() => typeof(Budgets).GetProperties().Where(property => property.PropertyType == typeof(int));

    private static string CapOf(string key) => key.Replace("budget.", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);

    private static int DefaultOf(string key) =>
        (int)Caps().Single(cap => string.Equals(cap.Name, CapOf(key), StringComparison.OrdinalIgnoreCase)).GetValue(Budgets.Default)!;
}
