using System.Globalization;
using MmAnalyzers.Benchmarks.Corpora.Templates;

namespace MmAnalyzers.Benchmarks.Corpora;

/// <summary>One module of generated code: a dozen files that use each other, and the service of the module before.</summary>
/// <param name="Number">Which module.</param>
/// <param name="Noun">What it is about; a tenth of all modules share it, so that names repeat as in real programs.</param>
internal sealed record Module(int Number, string Noun)
{
    // Chains of modules are no longer than this.
    private const int GroupSize = 6;

    private static readonly string[] Nouns = ["Account", "Order", "Ticket", "Parcel", "Invoice", "Session", "Device", "Route", "Claim", "Meter"];

    /// <summary>Its namespace.</summary>
    public string Namespace => string.Create(CultureInfo.InvariantCulture, $"Generated.{Noun}s{Number}");

    /// <summary>The namespace of the module that it builds on; its own if it builds on none.</summary>
    public string Below => Number % GroupSize == 0 ? Namespace : Of(Number - 1).Namespace;

    /// <summary>The noun of the module that it builds on.</summary>
    public string NounBelow => Number % GroupSize == 0 ? Noun : Of(Number - 1).Noun;

    /// <summary>The n-th module.</summary>
    public static Module Of(int number) => new(number, Nouns[number % Nouns.Length]);

    /// <summary>The paths and texts of the n-th module's files.</summary>
    public static IEnumerable<(string Path, string Text)> Files(int number)
    {
        var module = Of(number);
        IEnumerable<(string Name, string Text)> files =
        [
            ("Model", ModelTemplate.Text(module)),
            ("Pricing", PricingTemplate.Text(module)),
            ("Parser", ParserTemplate.Text(module)),
            ("Report", ReportTemplate.Text(module)),
            ("Journal", JournalTemplate.Text(module)),
            ("Ledger", LedgerTemplate.Text(module)),
            ("Cache", CacheTemplate.Text(module)),
            ("Queue", QueueTemplate.Text(module)),
            ("AsyncGate", AsyncGateTemplate.Text(module)),
            ("Importer", ImporterTemplate.Text(module)),
            ("Registry", RegistryTemplate.Text(module)),
            ("Service", ServiceTemplate.Text(module)),
        ];
        if (number % GeneratedCorpus.ModulesPerCycle == 0)
        {
            files = files.Append(("Settlement", SettlementTemplate.Text(module)));
        }

        return files.Select(file => ($"{module.Namespace}/{module.Noun}{file.Name}.cs", file.Text));
    }
}
