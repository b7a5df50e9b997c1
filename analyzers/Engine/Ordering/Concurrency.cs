using Microsoft.CodeAnalysis;
using MmAnalyzers.Engine.Options;
using MmAnalyzers.Engine.Source;

namespace MmAnalyzers.Engine.Ordering;

/// <summary>
/// Whether bodies can run beside others. A library's members can, whoever calls them; a program's only if something in it starts threads;
/// a test method is one thread and runs beside nothing.
/// </summary>
internal sealed class Concurrency(Compilation compilation, ProgramIndex program, ConcurrencyModel model)
{
    private static readonly HashSet<string> TestAttributes = new(StringComparer.Ordinal)
    {
        "FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute", "DataTestMethodAttribute",
        "SetUpAttribute", "TearDownAttribute", "OneTimeSetUpAttribute", "OneTimeTearDownAttribute", "TestInitializeAttribute", "TestCleanupAttribute",
    };

    // Frameworks that call the program's code from threads of their own.
    private static readonly string[] Hosts = ["Microsoft.AspNetCore", "Microsoft.Extensions.Hosting", "System.ServiceModel.Primitives", "CoreWCF", "System.Windows.Forms", "PresentationFramework", "Grpc.", "Akka", "Orleans"];

    private readonly Lazy<bool> _isSingleThreaded = new(() => IsSingleThreaded(compilation, program, model));

    /// <summary>Whether a second thread can be anywhere while one is in this body.</summary>
    public bool MayRunBeside(ISymbol body) => !_isSingleThreaded.Value && !IsTestMethod(body);

    private static bool IsSingleThreaded(Compilation compilation, ProgramIndex program, ConcurrencyModel model) =>
        IsProgram(compilation, model)
        && program.Trees.All(tree => tree.Concurrency.IsEmpty)
        && !compilation.ReferencedAssemblyNames.Any(reference => Hosts.Any(host => reference.Name.StartsWith(host, StringComparison.Ordinal)));

    private static bool IsProgram(Compilation compilation, ConcurrencyModel model) => model switch
    {
        ConcurrencyModel.Library => false,
        ConcurrencyModel.Application => true,
        _ => compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication,
    };

    private static bool IsTestMethod(ISymbol body) =>
        body is IMethodSymbol { MethodKind: MethodKind.Ordinary } && body.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && TestAttributes.Contains(type.Name));
}
