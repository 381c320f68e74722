<svg class="art art-<?= $e($art) ?>" viewBox="0 0 320 220" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <rect class="sky" width="320" height="220"/>
    <circle class="sun" cx="246" cy="58" r="26"/>
    <path class="far" d="M0 132 62 78l42 36 40-52 58 64 40-32 78 50v76H0z"/>
    <path class="near" d="M0 168c48-34 88-30 132-8s108 20 188-18v78H0z"/>
    <path class="steam" d="M146 100c-9-11 9-17 0-30m15 28c-9-11 9-17 0-30m15 32c-9-11 9-17 0-30"/>
    <path class="cup" d="M112 114h98c0 40-18 66-49 66s-49-26-49-66z"/>
    <ellipse class="rim" cx="161" cy="114" rx="49" ry="11"/>
    <ellipse class="tea" cx="161" cy="116" rx="42" ry="7.5"/>
    <ellipse class="cup" cx="161" cy="184" rx="58" ry="8"/>
</svg>
