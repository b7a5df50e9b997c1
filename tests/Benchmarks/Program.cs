using MmAnalyzers.Benchmarks;
using MmAnalyzers.Benchmarks.CommandLine;

try
{
    if (args.Length == 0 || args.Contains("--help"))
    {
        Console.Out.WriteLine(Usage.Text);
        return args.Length == 0 ? ExitCodes.Misused : ExitCodes.Fine;
    }

    return args[0] switch
    {
        "analyzers" => AnalyzerBenchmark.Run(AnalyzerOptionReader.Read(args.AsSpan(1)), Console.Out, Console.Error),
        "explore" => ExploreBenchmark.Run(ExploreOptionReader.Read(args.AsSpan(1)), Console.Out, Console.Error),
        "lockdep" => LockdepBenchmark.Run(LockdepOptionReader.Read(args.AsSpan(1)), Console.Out, Console.Error),
        MmAnalyzers.Benchmarks.Lockdep.Workload.Command => MmAnalyzers.Benchmarks.Lockdep.Workload.Run(Console.In, Console.Out),
        "transplants" => TransplantBenchmark.Run(TransplantOptionReader.Read(args.AsSpan(1)), Console.Out, Console.Error),
        _ => throw new UsageException($"no benchmark is called '{args[0]}'"),
    };
}
catch (UsageException misuse)
{
    Console.Error.WriteLine($"error: {misuse.Message}");
    Console.Error.WriteLine("--help lists what there is.");
    return ExitCodes.Misused;
}
