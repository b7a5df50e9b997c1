namespace MmAnalyzers.Verdicts.Cells;

/// <summary>The class that makes the objects of a cell and starts its methods.</summary>
internal static class SceneText
{
    /// <summary>The class's name.</summary>
    public const string ClassName = "Scene";

    /// <summary>Its method that gives what the threads do.</summary>
    public const string Threads = "Threads";

    /// <summary>Its method that gives the one method of a cell, and the question whether its lock is free.</summary>
    public const string Alone = "Alone";

    /// <summary>The class for a program with these methods.</summary>
    public static string Of(Order order, IReadOnlyList<string> threads, IReadOnlyList<string> writers)
    {
        var type = new ClassText($"public static class {ClassName}");
        var wait = order.Primitive.IsAsync ? ".GetAwaiter().GetResult()" : "";
        if (order.Scene == Scene.Alone)
        {
            type.Method(
                $"public static Tuple<Action<int>, Func<bool>> {Alone}()",
                $"var one = new Sample();\nreturn Tuple.Create<Action<int>, Func<bool>>(mode => one.{threads[0]}(mode){wait}, one.IsFree);");
            return type.ToString();
        }

        var isCrosswise = order.Scene == Scene.Crosswise;
        var calls = threads.Select(name => $"() => one.{name}({(isCrosswise ? "two, " : "")}1){wait}")
            .Concat(threads.Where(_ => isCrosswise).Select(name => $"() => two.{name}(one, 1){wait}"))
            .Concat(writers.Select(name => $"() => one.{name}(1)"))
            .Concat(writers.Where(_ => isCrosswise).Select(name => $"() => two.{name}(1)"));
        var objects = "var one = new Sample();" + (isCrosswise ? "\nvar two = new Sample();" : "");
        type.Method($"public static Action[] {Threads}()", $"{objects}\nreturn new Action[] {{ {string.Join(", ", calls)} }};");
        return type.ToString();
    }
}
