namespace MmAnalyzers.Verdicts.Cells;

/// <summary>What a call goes through on its way from one lock to the next.</summary>
internal sealed class Relays(ClassText sample, bool isAsync)
{
    private readonly List<ClassText> _types = [];
    private readonly List<int> _stored = [];
    private int _last;

    /// <summary>The types that stand between.</summary>
    public IEnumerable<string> Types => _types.Select(type => type.ToString());

    private string Kind => isAsync ? "Task" : "void";

    private string Await => isAsync ? "await " : "";

    /// <summary>The number of the next step.</summary>
    public int Next() => ++_last;

    /// <summary>A lambda in a local, invoked.</summary>
    public string Lambda(string body)
    {
        var step = Next();
        var (type, lambda) = isAsync ? ("Func<Task>", "async () =>") : ("Action", "() =>");
        return $"{type} step{step} = {lambda}\n{{\n{body}\n}};\n{Await}step{step}();";
    }

    /// <summary>The call of a step of the object with the locks.</summary>
    public string Call(Distance distance, int step, Scope at) => Await + distance switch
    {
        Distance.ThreeCalls => ThroughClasses(step, at),
        Distance.Interface => ThroughInterface(step, at),
        Distance.DelegateField => ThroughField(step, at),
        Distance.OtherProject when !at.InLibrary => at.Member($"_store.Step{step}(mode);"),
        _ => at.Member($"Step{step}(mode);"),
    };

    private string ThroughClasses(int step, Scope at)
    {
        if (_types.Count == 0)
        {
            sample.Field("internal readonly First _first = new();");
            _types.Add(new("internal sealed class First"));
            _types.Add(new("internal sealed class Second"));
            _types[0].Field("private readonly Second _second = new();");
        }

        _types[0].Line($"internal {Kind} Go{step}(Sample owner, int mode) => _second.Go{step}(owner, mode);");
        _types[1].Line($"internal {Kind} Go{step}(Sample owner, int mode) => owner.Step{step}(mode);");
        return at.AtHome($"_first.Go{step}({at.Subject}, mode);");
    }

    private string ThroughInterface(int step, Scope at)
    {
        if (_types.Count == 0)
        {
            sample.Field("internal readonly IStep _step;");
            sample.Line("public Sample()\n: this(new Step())\n{\n}");
            sample.Line("internal Sample(IStep step) => _step = step;");
            _types.Add(new("internal interface IStep"));
            _types.Add(new("internal sealed class Step : IStep"));
        }

        _types[0].Line($"{Kind} Go{step}(Sample owner, int mode);");
        _types[1].Line($"public {Kind} Go{step}(Sample owner, int mode) => owner.Step{step}(mode);");
        return at.AtHome($"_step.Go{step}({at.Subject}, mode);");
    }

    private string ThroughField(int step, Scope at)
    {
        sample.Field($"internal readonly {(isAsync ? "Func<int, Task>" : "Action<int>")} _step{step};");
        _stored.Add(step);
        sample.Replace("public Sample()", string.Join('\n', _stored.Select(one => $"_step{one} = Step{one};")));
        return at.Member($"_step{step}(mode);");
    }
}
