namespace MmAnalyzers.Benchmarks.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text = """
        Measures how fast things are. Progress goes to standard error, results to standard output.

          dotnet run -c Release --project tests/Benchmarks -- analyzers [options]

        analyzers: the lock analysis beside other analyzer packages, in one process, on the same code.

          --kloc N          thousands of lines to generate (20); growth and editing are measured on four times as many
          --corpus DIR      measure this folder of C# instead; repeat it to put several folders into one compilation
          --reference PATH  an assembly, or a folder of them, that the corpus needs; may be repeated
          --define SYMBOL   a preprocessor symbol for the corpus; may be repeated
          --implicit-usings the corpus relies on the SDK's implicit usings
          --no-nullable     the corpus is compiled without nullable annotations
          --repeat N        measurements of each figure, of which the median counts (9)
          --documents N     documents that are edited (20)
          --no-peers        leave the other packages out
          --json FILE       write everything as JSON
          --svg FILE        write a plot
          --save DIR        write the generated corpus to a folder, to look at

        Every figure is processor time of the whole process, with one thread at work.

          dotnet run -c Release --project tests/Benchmarks -- transplants FOLDER... [options]

        transplants: deadlocks put into real code, in memory, and how many of them the lock analysis finds. Each folder is one code base.

          --limit N         transplants in each folder, at most (60)
          --rounds N        changed copies of each folder, at most (4); a copy has one transplant in a type
          --seed N          which of the possible places are taken (1)
          --reference PATH, --define SYMBOL, --implicit-usings, --no-nullable
                            as above

          dotnet run -c Release --project tests/Benchmarks -- lockdep [options]

        lockdep: what the lock validator of the runtime adds, beside the same locks without it and beside validators of C++: the thread sanitizer where
        there is g++, Helgrind and DRD where there is valgrind.

          --starts N        times that the measured processes are started, of which the median counts (7)
          --repeat N        measurements of each figure in each start, of which the median counts (25)
          --json FILE       write everything as JSON

          dotnet run -c Release --project tests/Benchmarks -- explore [options]

        explore: what an execution under the deterministic scheduler costs, and how many it takes to find a hidden deadlock or to exhaust a protocol.

          --seeds N         programs with a hidden deadlock (1000)
          --json FILE       write everything as JSON
        """;
}
