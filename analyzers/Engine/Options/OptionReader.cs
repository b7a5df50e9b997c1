using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MmAnalyzers.Engine.Options;

/// <summary>Reads <see cref="EngineOptions"/> from what the compiler hands to analyzers; what it does not understand becomes a problem, never an exception.</summary>
internal sealed class OptionReader
{
    private readonly AnalyzerConfigOptions _global;
    private readonly List<OptionProblem> _problems = [];
    private readonly List<BaselineEntry> _baseline = [];
    private readonly List<LocksEntry> _locks = [];

    private OptionReader(AnalyzerConfigOptions global) => _global = global;

    /// <summary>The options of a compilation.</summary>
    /// <param name="options">What the host got.</param>
    /// <param name="anyTree">One of the compilation's trees, to notice keys that were set per file; null to skip that.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static EngineOptions Read(AnalyzerOptions options, SyntaxTree? anyTree, CancellationToken cancellationToken)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        var reader = new OptionReader(provider.GlobalOptions);
        var result = reader.ReadKeys(reader.ReadProject());
        if (anyTree is not null)
        {
            reader.FindKeysPerFile(provider.GetOptions(anyTree));
        }

        reader.ReadFiles(options.AdditionalFiles, cancellationToken);
        return result with { Baseline = new(reader._baseline), Locks = new(reader._locks), Problems = new(reader._problems) };
    }

    private static IEnumerable<string> KeysIn(AnalyzerConfigOptions options) => options.Keys
        .Where(key => key.StartsWith(OptionKeys.Prefix, StringComparison.OrdinalIgnoreCase))
        .OrderBy(key => key, StringComparer.Ordinal);

    private string PropertyOf(string name) => _global.TryGetValue("build_property." + name, out var value) ? value.Trim() : string.Empty;

    private EngineOptions ReadProject()
    {
        var preset = PropertyOf("MmAnalyzersPreset");
        var known = OptionKeys.Presets.FirstOrDefault(name => string.Equals(name, preset, StringComparison.OrdinalIgnoreCase));
        if (known is null && preset.Length > 0)
        {
            Add($"'{preset}' is no preset: MmAnalyzersPreset is one of {string.Join(", ", OptionKeys.Presets)}");
        }

        var isTestProject = string.Equals(PropertyOf("IsTestProject"), "true", StringComparison.OrdinalIgnoreCase);
        return EngineOptions.Default with
        {
            Preset = known ?? (isTestProject ? "Tests" : EngineOptions.Default.Preset),
            IsTestProject = isTestProject,
            IsExecutable = PropertyOf("OutputType").EndsWith("Exe", StringComparison.OrdinalIgnoreCase),
        };
    }

    private EngineOptions ReadKeys(EngineOptions options)
    {
        foreach (var key in KeysIn(_global))
        {
            options = Apply(options, key, key.Substring(OptionKeys.Prefix.Length), _global.TryGetValue(key, out var value) ? value.Trim() : string.Empty);
        }

        return options;
    }

    private EngineOptions Apply(EngineOptions options, string key, string name, string value)
    {
        var known = OptionKeys.All.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            var meant = NearestName.Of(name, OptionKeys.All.Select(candidate => candidate.Name));
            Add(meant is null ? $"there is no option '{key}'" : $"there is no option '{key}'; did you mean '{OptionKeys.Prefix}{meant}'?");
            return options;
        }

        if (known.Apply(options, value) is { } applied)
        {
            return applied;
        }

        Add($"'{value}' is no value of '{key}', which is {known.Allowed}");
        return options;
    }

    private void FindKeysPerFile(AnalyzerConfigOptions ofTree)
    {
        foreach (var key in KeysIn(ofTree).Where(key => !_global.TryGetValue(key, out _)))
        {
            Add($"'{key}' is set for single files, where it has no effect: set it in a configuration file that starts with 'is_global = true'");
        }
    }

    private void ReadFiles(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        foreach (var file in files.Where(file => IsBaseline(file) || IsLocks(file)).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (file.GetText(cancellationToken) is not { } text)
            {
                _problems.Add(new OptionProblem("the file cannot be read", new FilePlace(file.Path, default, default)));
            }
            else if (IsBaseline(file))
            {
                var baseline = BaselineFile.Parse(file.Path, text);
                _baseline.AddRange(baseline.Entries);
                _problems.AddRange(baseline.Problems);
            }
            else
            {
                var locks = LocksFile.Parse(file.Path, text);
                _locks.AddRange(locks.Entries);
                _problems.AddRange(locks.Problems);
            }
        }
    }

    private static bool IsBaseline(AdditionalText file) => string.Equals(Path.GetFileName(file.Path), BaselineFile.FileName, StringComparison.OrdinalIgnoreCase);

    private static bool IsLocks(AdditionalText file) => file.Path.EndsWith(LocksFile.Extension, StringComparison.OrdinalIgnoreCase);

    private void Add(string text) => _problems.Add(new OptionProblem(text, Place: null));
}
