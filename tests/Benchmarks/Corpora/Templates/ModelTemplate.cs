namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Records and a type without any lock: most code has none.</summary>
internal static class ModelTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public enum {{module.Noun}}State { Open, Pending, Blocked, Closed }

        public sealed record {{module.Noun}}Line(int Number, string Text, decimal Amount);

        public sealed class {{module.Noun}}
        {
            private readonly List<{{module.Noun}}Line> _lines = new();

            public {{module.Noun}}(int id, string owner)
            {
                Id = id;
                Owner = owner;
            }

            public int Id { get; }

            public string Owner { get; }

            public {{module.Noun}}State State { get; private set; }

            public IReadOnlyList<{{module.Noun}}Line> Lines => _lines;

            public decimal Total => _lines.Sum(line => line.Amount);

            public void Add(string text, decimal amount)
            {
                if (State == {{module.Noun}}State.Closed)
                {
                    throw new InvalidOperationException("closed: " + Id);
                }

                _lines.Add(new {{module.Noun}}Line(_lines.Count + 1, text, amount));
            }

            public bool MoveTo({{module.Noun}}State next)
            {
                var allowed = (State, next) switch
                {
                    ({{module.Noun}}State.Open, {{module.Noun}}State.Pending) => true,
                    ({{module.Noun}}State.Pending, {{module.Noun}}State.Blocked or {{module.Noun}}State.Closed) => true,
                    ({{module.Noun}}State.Blocked, {{module.Noun}}State.Pending) => true,
                    _ => false,
                };
                if (allowed)
                {
                    State = next;
                }

                return allowed;
            }

            public override string ToString() => $"{{module.Noun}} {Id} of {Owner}: {State}, {_lines.Count} lines";
        }
        """;
}
