using System.Reflection;

namespace MmAnalyzers.Conventions.Tests.PublicApi;

/// <summary>The public surface changes on purpose or not at all.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("MmAnalyzers")]
    [InlineData("MmAnalyzers.CodeFixes")]
    [InlineData("MmRuntime.Annotations")]
    [InlineData("MmRuntime")]
    public void Surface_is_the_accepted_one(string assembly) =>
        Accepted.Check($"tests/Conventions.Tests/PublicApi/{assembly}.txt", PublicSurface.Of(Assembly.Load(assembly)));

    [Fact]
    public void Text_shows_whatever_a_user_could_come_to_need()
    {
        const string Expected = """
            class MmAnalyzers.Conventions.Tests.PublicApi.SurfaceExample : Uri, ICloneable
                IList<String> Names { get; init }
                Int32 Count { get; protected set }
                const Int32 Limit = 3
                event EventHandler Changed
                new(String name, Int32 size = 1)
                override String ToString()
                static Boolean TryFind<T>(String name, out T found)
                virtual Object Clone()

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), PublicSurface.Of([typeof(SurfaceExample)]));
    }

    [Fact]
    public void No_public_type_of_the_runtime_has_the_name_of_a_type_everybody_imports()
    {
        string[] imported = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var taken = platform.Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .SelectMany(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)).GetExportedTypes())
            .Where(type => imported.Contains(type.Namespace))
            .Select(type => type.Name.Split('`')[0]).ToHashSet();
        Assert.Contains("SpinLock", taken);
        var ours = Assembly.Load("MmRuntime").GetExportedTypes().Concat(Assembly.Load("MmRuntime.Annotations").GetExportedTypes());
        Findings.None(ours.Where(type => taken.Contains(type.Name.Split('`')[0])).Select(type => $"{type.FullName} is ambiguous for a user with implicit usings."));
    }
}
