using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace MmAnalyzers.Samples.Tests;

/// <summary>The findings are no theory: the broken programs hang, the fixed ones do not.</summary>
public sealed class DemoTests : IDisposable
{
    // On a busy machine a thread may be late to the rendezvous.
    private const int Tries = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("mmanalyzers-demo-").FullName;

    [Theory, MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task Broken_deadlocks(string name)
    {
        var program = Emit(Sample.Broken(name));
        var output = string.Empty;
        for (var i = 0; i < Tries; i++)
        {
            (var exitCode, output) = await RunAsync(program);
            if (exitCode == 1)
            {
                break;
            }
        }

        Assert.Contains("DEADLOCK", output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Sample.Names), MemberType = typeof(Sample))]
    public async Task Fixed_finishes(string name)
    {
        var (exitCode, output) = await RunAsync(Emit(Sample.Fixed(name)));
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("DEADLOCK", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, [program, "--demo"]) { RedirectStandardOutput = true })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The watchdog of the demo did not bite.");
        }

        return (process.ExitCode, await reading);
    }

    private string Emit(Sample sample)
    {
        var program = Path.Combine(_folder, "Sample.dll");
        var emitted = sample.Compile().Emit(program);
        Assert.True(emitted.Success);
        File.WriteAllText(Path.ChangeExtension(program, ".runtimeconfig.json"), """
            { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
            """);
        return program;
    }
}
